package org.ikewatch.sink.incidents;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Keeps deliveries within a rate: within any span of its time no more than its count. */
public final class Pace {
  private final Optional<Rate> rate;
  private final LongSupplier nanos;

  /** What was delivered within the last span of time, the oldest first. */
  private final Deque<Delivered> recent = new ArrayDeque<>();

  private record Delivered(long nanos, int count) {}

  /**
   * Nothing is delivered yet.
   *
   * @param rate empty: as fast as can be
   * @param nanos a time that only moves forward, in nanoseconds
   */
  public Pace(Optional<Rate> rate, LongSupplier nanos) {
    this.rate = rate;
    this.nanos = nanos;
  }

  /** How many revisions may be delivered now. */
  public int allowed() {
    if (rate.isEmpty()) {
      return Integer.MAX_VALUE;
    }
    long since = nanos.getAsLong() - rate.orElseThrow().per().toNanos();
    while (!recent.isEmpty() && recent.getFirst().nanos() - since <= 0) {
      recent.removeFirst();
    }
    return rate.orElseThrow().count() - recent.stream().mapToInt(Delivered::count).sum();
  }

  /** How long it is until one may be delivered; zero where one may be now. */
  public Duration untilAllowed() {
    if (allowed() > 0) {
      return Duration.ZERO;
    }
    long again = recent.getFirst().nanos() + rate.orElseThrow().per().toNanos();
    return Duration.ofNanos(again - nanos.getAsLong());
  }

  /** So many were delivered now. */
  public void delivered(int count) {
    if (rate.isPresent() && count > 0) {
      recent.addLast(new Delivered(nanos.getAsLong(), count));
    }
  }
}
