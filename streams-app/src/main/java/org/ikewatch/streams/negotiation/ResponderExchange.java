package org.ikewatch.streams.negotiation;

import java.time.Instant;

/**
 * An IKEv2 exchange in which the host responds.
 *
 * @param begun when its first message arrived
 * @param answered whether IKE_SA_INIT was answered, so that its proposal was accepted
 */
public record ResponderExchange(Instant begun, boolean answered) {}
