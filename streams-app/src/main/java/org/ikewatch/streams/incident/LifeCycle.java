package org.ikewatch.streams.incident;

import java.time.Duration;

/**
 * How long a trouble lives.
 *
 * @param quiet after this long without a failure an open trouble is taken for resolved
 * @param flapWindow trouble that returns within this long after its resolution is the same trouble
 */
public record LifeCycle(Duration quiet, Duration flapWindow) {
  /** Retries are driven by applications, so minutes may pass between two of one trouble. */
  public static final LifeCycle DEFAULT =
      new LifeCycle(Duration.ofMinutes(10), Duration.ofMinutes(30));

  public LifeCycle {
    if (quiet.isNegative() || quiet.isZero() || flapWindow.isNegative()) {
      throw new IllegalArgumentException("quiet must be positive and flapWindow not negative");
    }
  }
}
