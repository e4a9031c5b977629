package org.ikewatch.streams.topology;

import java.time.Duration;
import org.ikewatch.streams.incident.LifeCycle;

/**
 * What the verdicts depend on.
 *
 * @param lifeCycle how long a trouble lives
 * @param grace how long after a record's arrival an earlier one of the same host may still come and
 *     take its place before it
 */
public record CorrelationConfig(LifeCycle lifeCycle, Duration grace) {
  /** Covers two rounds of a shipper that polls each minute. */
  public static final CorrelationConfig DEFAULT =
      new CorrelationConfig(LifeCycle.DEFAULT, Duration.ofMinutes(2));

  public CorrelationConfig {
    if (grace.isNegative() || grace.isZero()) {
      throw new IllegalArgumentException("correlate.grace must be positive, it is " + grace);
    }
  }
}
