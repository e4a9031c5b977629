package org.ikewatch.streams.negotiation;

import java.time.Duration;

/** The times within which records of one attempt lie. */
public final class Timing {
  /**
   * One Main Mode or Quick Mode gives up after 31 s: five retransmissions, exponential, from 1 s
   * (A0201 appendix A p. 6, A0300 p. 166).
   */
  public static final Duration EXCHANGE = Duration.ofSeconds(31);

  /** The longest phase 1: three round trips, each of which may take a whole exchange. */
  public static final Duration LONGEST_PHASE1 = EXCHANGE.multipliedBy(3);

  /** The longest that ties a failed Quick Mode to the delete it triggers: an exchange and slack. */
  public static final Duration BINDING = Duration.ofSeconds(60);

  /** How close two records of one failed attempt lie if neither names the other. */
  public static final Duration COMPANION = Duration.ofSeconds(2);

  /** Within this of the last record of an attempt, a record of another kind still belongs to it. */
  public static final Duration AFTERMATH = Duration.ofSeconds(5);

  private Timing() {}
}
