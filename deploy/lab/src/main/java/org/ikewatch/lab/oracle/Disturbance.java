package org.ikewatch.lab.oracle;

import java.time.Instant;

/**
 * A time around which nothing is demanded, such as a step of a host's clock.
 *
 * @param from when it happened
 * @param to when the records show it at the latest
 */
public record Disturbance(Instant from, Instant to) {
  public Disturbance {
    if (to.isBefore(from)) {
      throw new IllegalArgumentException("a disturbance ends after it begins");
    }
  }

  /** One that shows at once. */
  public static Disturbance at(Instant at) {
    return new Disturbance(at, at);
  }
}
