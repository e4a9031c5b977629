package org.ikewatch.ingest.listen;

import io.netty.channel.Channel;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * Stops reading a connection while there is a reason to, so that its sender is slowed down by TCP
 * itself. For use on the connection's own thread.
 */
public final class ReadGate {
  /** Why nothing is read. */
  public enum Reason {
    /** The sender is beyond its rate. */
    RATE,
    /** Too many messages wait for their acknowledgement. */
    UNACKNOWLEDGED,
    /** The sender does not read its acknowledgements. */
    ANSWERS_UNREAD,
    /** The connection is about to end. */
    ENDING
  }

  private static final Set<Reason> OURS = EnumSet.of(Reason.RATE, Reason.UNACKNOWLEDGED);

  private final Channel channel;
  private final Set<Reason> reasons = EnumSet.noneOf(Reason.class);

  /** An open gate. */
  public ReadGate(Channel channel) {
    this.channel = channel;
  }

  /** Nothing more is read until this reason is gone. */
  public void shut(Reason reason) {
    if (reasons.add(reason)) {
      channel.config().setAutoRead(false);
    }
  }

  /** This reason is gone. */
  public void open(Reason reason) {
    if (reasons.remove(reason) && reasons.isEmpty()) {
      channel.config().setAutoRead(true);
    }
  }

  /** Whether it is us that the sender waits for. */
  boolean waitsForUs() {
    return !Collections.disjoint(reasons, OURS);
  }

  /** Whether the connection is read. */
  public boolean isOpen() {
    return reasons.isEmpty();
  }
}
