package org.ikewatch.ingest.listen;

import java.time.Clock;
import java.util.concurrent.atomic.AtomicLong;

/** Lets something be logged once a minute at most, so that nobody can fill the log from outside. */
public final class Occasionally {
  private static final long PAUSE_MILLIS = 60_000;

  private final Clock clock;
  private final AtomicLong next = new AtomicLong(Long.MIN_VALUE);

  public Occasionally(Clock clock) {
    this.clock = clock;
  }

  /** Whether it is time again. */
  public boolean isDue() {
    long now = clock.millis();
    long due = next.get();
    return now >= due && next.compareAndSet(due, now + PAUSE_MILLIS);
  }
}
