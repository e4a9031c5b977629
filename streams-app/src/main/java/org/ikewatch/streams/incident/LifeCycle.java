package org.ikewatch.streams.incident;

import java.time.Duration;

/**
 * How long a trouble lives.
 *
 * @param quiet after this long without a failure an open trouble is taken for resolved
 * @param flapWindow trouble that returns within this long after its resolution is the same trouble
 * @param probation how long success must last, for each time the trouble came back before; at most
 *     {@code quiet}
 */
public record LifeCycle(Duration quiet, Duration flapWindow, Duration probation) {
  /** Retries are driven by applications, so minutes may pass between two of one trouble. */
  public static final LifeCycle DEFAULT =
      new LifeCycle(Duration.ofMinutes(10), Duration.ofMinutes(30), Duration.ofMinutes(1));

  public LifeCycle {
    if (quiet.isNegative() || quiet.isZero() || flapWindow.isNegative() || probation.isNegative()) {
      throw new IllegalArgumentException(
          "quiet must be positive, flapWindow and probation not negative");
    }
  }
}
