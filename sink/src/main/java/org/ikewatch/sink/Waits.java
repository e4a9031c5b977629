package org.ikewatch.sink;

import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.ikewatch.sink.incidents.DeliveryException;
import org.ikewatch.sink.incidents.DeliveryPolicy;

/** How long a feed waits after each failure in a row. */
final class Waits {
  private final DeliveryPolicy policy;
  private final RandomGenerator random;
  private final LongSupplier nanos;
  private int failures;

  /**
   * Nothing has failed yet.
   *
   * @param nanos a time that only moves forward, in nanoseconds
   */
  Waits(DeliveryPolicy policy, RandomGenerator random, LongSupplier nanos) {
    this.policy = policy;
    this.random = random;
    this.nanos = nanos;
  }

  long nanos() {
    return nanos.getAsLong();
  }

  void succeeded() {
    failures = 0;
  }

  Duration afterRetriable(DeliveryException.Retriable failure) {
    return policy.retry().wait(++failures, failure.notBefore(), random);
  }

  Duration afterDenied() {
    return policy.denied().wait(++failures, Duration.ZERO, random);
  }
}
