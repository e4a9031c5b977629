package org.ikewatch.sink.incidents;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before a failed delivery is tried again: exponential with full jitter, so that
 * many senders do not come back at the same moment. The n-th wait is a random part of {@code min}
 * doubled n times, and of {@code max} at most.
 *
 * @param min the longest that the first wait may be
 * @param max the longest that any wait may be
 */
public record Backoff(Duration min, Duration max) {
  private static final int DOUBLINGS = 30;

  /** The longest that a destination may ask to be left alone. */
  private static final Duration PATIENCE = Duration.ofHours(1);

  public Backoff {
    if (min.toMillis() <= 0) {
      throw new IllegalArgumentException("the first wait must be positive, it is " + min);
    }
    if (max.compareTo(min) < 0) {
      throw new IllegalArgumentException(
          "the longest wait, " + max + ", is shorter than the first, " + min);
    }
  }

  /**
   * The wait before the next attempt, at least 1 ms.
   *
   * @param failures how many attempts have failed in a row, from 1
   * @param notBefore how long the destination wants to be left alone; honoured up to an hour
   */
  public Duration wait(int failures, Duration notBefore, RandomGenerator random) {
    long doubled = min.toMillis() << Math.min(failures - 1, DOUBLINGS);
    // A shift that ran over is no longer positive, or fell below where it began.
    long bound = doubled < min.toMillis() ? max.toMillis() : Math.min(doubled, max.toMillis());
    Duration jittered = Duration.ofMillis(1 + random.nextLong(bound));
    Duration asked = notBefore.compareTo(PATIENCE) > 0 ? PATIENCE : notBefore;
    // Jitter on top: those who were told the same time need not come back at the same moment.
    return asked.isZero() ? jittered : asked.plus(jittered);
  }
}
