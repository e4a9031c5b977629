package org.ikewatch.sink.incidents;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Says when what is gathered for a digest is to be delivered: some time after the first of it came,
 * or before that where it becomes too much to be kept in memory.
 */
public final class Gathering {
  /** Incidents; with their evidence some 20 MB. */
  static final int FULL = 2_000;

  private final Duration span;
  private final LongSupplier nanos;
  private boolean begun;
  private long beginning;

  /**
   * Nothing is gathered yet.
   *
   * @param span how long revisions are gathered; zero: not at all
   * @param nanos a time that only moves forward, in nanoseconds
   */
  public Gathering(Duration span, LongSupplier nanos) {
    this.span = span;
    this.nanos = nanos;
  }

  /** Something came. */
  public void came() {
    if (!begun) {
      begun = true;
      beginning = nanos.getAsLong();
    }
  }

  /**
   * Whether what was gathered is to be delivered now.
   *
   * @param waiting how many incidents that are
   */
  public boolean isOver(int waiting) {
    return waiting >= FULL || nanos.getAsLong() - beginning >= span.toNanos();
  }

  /** What was gathered is delivered, or is no longer ours. */
  public void end() {
    begun = false;
  }
}
