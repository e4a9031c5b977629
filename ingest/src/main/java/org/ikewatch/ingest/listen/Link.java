package org.ikewatch.ingest.listen;

import io.netty.channel.Channel;
import org.ikewatch.ingest.intake.Intake;

/**
 * What a session works with.
 *
 * @param gate decides whether the channel is read
 * @param toll gets to know each message
 * @param intake takes the messages
 * @param sender the address at the other end
 */
public record Link(Channel channel, ReadGate gate, Toll toll, Intake intake, String sender) {}
