package org.ikewatch.sink.incidents;

import java.time.Duration;

/**
 * How many revisions may be delivered within any span of time of this length.
 *
 * @param count at least 1
 */
public record Rate(int count, Duration per) {
  public Rate {
    if (count < 1) {
      throw new IllegalArgumentException("at least one has to be delivered, not " + count);
    }
    if (per.isZero() || per.isNegative()) {
      throw new IllegalArgumentException("the time must be positive, it is " + per);
    }
  }
}
