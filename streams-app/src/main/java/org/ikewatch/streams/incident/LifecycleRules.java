package org.ikewatch.streams.incident;

import java.time.Duration;

/**
 * How long a problem lives.
 *
 * @param quiet an open problem without a failure for this long is resolved; positive, default 10
 *     minutes: retries are driven by applications, so minutes may pass between two of one problem
 * @param flapWindow a failure within this long after a resolution reopens the problem; default 30
 *     minutes
 * @param probation how long a success must last before it resolves a problem that came back, for
 *     each time it did; at most {@code quiet}; default one minute
 */
public record LifecycleRules(Duration quiet, Duration flapWindow, Duration probation) {
  public static final LifecycleRules DEFAULT =
      new LifecycleRules(Duration.ofMinutes(10), Duration.ofMinutes(30), Duration.ofMinutes(1));

  public LifecycleRules {
    if (quiet.isNegative() || quiet.isZero() || flapWindow.isNegative() || probation.isNegative()) {
      throw new IllegalArgumentException(
          "quiet must be positive, flapWindow and probation not negative");
    }
  }
}
