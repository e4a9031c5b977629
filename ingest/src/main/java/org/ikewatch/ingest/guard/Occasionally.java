package org.ikewatch.ingest.guard;

import java.time.Clock;

/** Lets something be logged so often a minute, so that nobody can fill the log from outside. */
public final class Occasionally {
  private static final long MINUTE_MILLIS = 60_000;

  private final Clock clock;
  private final int most;
  private long minuteEnd = Long.MIN_VALUE;
  private int left;

  /** Once a minute at most. */
  public Occasionally(Clock clock) {
    this(clock, 1);
  }

  /** So often a minute at most. */
  public Occasionally(Clock clock, int most) {
    this.clock = clock;
    this.most = most;
  }

  /** Whether it may be now; to be asked once each time. Safe for use by several threads. */
  public synchronized boolean isDue() {
    long now = clock.millis();
    if (now >= minuteEnd) {
      minuteEnd = now + MINUTE_MILLIS;
      left = most;
    }
    if (left == 0) {
      return false;
    }
    left--;
    return true;
  }
}
