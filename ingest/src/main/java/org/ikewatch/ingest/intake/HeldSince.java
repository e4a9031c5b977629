package org.ikewatch.ingest.intake;

import java.time.Clock;
import java.util.concurrent.locks.LockSupport;

/**
 * Since when one thread holds input that it has not handed on: a lower bound of the receive times
 * that it may still hand on, for others to read. One thread writes, any may read.
 */
public final class HeldSince {
  /** Nothing is held. */
  public static final long NOTHING = Long.MAX_VALUE;

  /** The thread has announced that it will read the clock, and has not done so yet. */
  private static final long ENTERING = Long.MIN_VALUE;

  private static final long PAUSE_NANOS = 10_000;

  private volatile long since = NOTHING;

  /**
   * Reads the clock for what is to be received next. That it is about to is announced before: a
   * reader that sees nothing held has read its clock before this does.
   *
   * @param before the bound of what is held already, or {@link #NOTHING}
   * @return the time, in milliseconds since the epoch
   */
  public long enter(Clock clock, long before) {
    since = ENTERING;
    long now = clock.millis();
    since = Math.min(now, before);
    return now;
  }

  /** What is held now was received at this time at the earliest, or is {@link #NOTHING}. */
  public void set(long receivedAt) {
    // A store that others see at once costs more than finding out that it is not needed.
    if (since != receivedAt) {
      since = receivedAt;
    }
  }

  /** Holds this as well. */
  void lower(long receivedAt) {
    set(Math.min(since, receivedAt));
  }

  /**
   * The lower bound, or {@link #NOTHING}. Waits while the thread reads its clock: microseconds, or
   * until it is scheduled again.
   */
  public long get() {
    long seen = since;
    while (seen == ENTERING) {
      LockSupport.parkNanos(PAUSE_NANOS);
      seen = since;
    }
    return seen;
  }
}
