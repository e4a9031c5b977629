package org.ikewatch.lab.harness;

/** How the records of a host arrive. */
public enum Mode {
  /** Each as it is written. */
  IN_ORDER(true),
  /** By a shipper that polls each minute. */
  POLLED(true),
  /** Out of order by up to the grace. */
  SHUFFLED(true),
  /** The whole file once more, at once. */
  SENT_AGAIN_AT_ONCE(true),
  SENT_AGAIN_HOURS_LATER(true),
  SENT_AGAIN_DAYS_LATER(true),
  /** 15 % of the records never arrive. */
  LOSSY(false),
  /** The host's clock is wrong by up to five minutes. */
  SKEWED(true),
  /** The host's clock is stepped, forward or back. */
  CLOCK_STEP(true),
  /** The host's zone ends or begins daylight saving. */
  DAYLIGHT_SAVING(true),
  /** A second ingestor, 20 minutes ahead, sends heartbeats. */
  TWO_INGESTORS(true),
  /** The host's records come through both ingestors, one of them 20 minutes ahead. */
  INGESTORS_DISAGREE(false),
  /** The engine crashes one to three times. */
  RESTARTED(true),
  /** NULs, huge texts, absurd stamps. */
  POISONED(true);

  private final boolean demanding;

  Mode(boolean demanding) {
    this.demanding = demanding;
  }

  /** Whether the incidents must be exact where the evidence suffices. */
  public boolean isDemanding() {
    return demanding;
  }
}
