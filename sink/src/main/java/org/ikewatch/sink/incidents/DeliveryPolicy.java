package org.ikewatch.sink.incidents;

import java.time.Duration;
import java.util.Optional;

/**
 * How one destination is treated.
 *
 * @param retry the waits while it is away or busy
 * @param denied the waits while it refuses us
 * @param children what becomes of incidents that belong to a roll-up
 * @param rate how many revisions it gets at most; empty: as many as there are
 * @param digest how long revisions are gathered, of which only each incident's newest is delivered;
 *     zero: every revision is delivered
 */
public record DeliveryPolicy(
    Backoff retry, Backoff denied, Children children, Optional<Rate> rate, Duration digest) {
  /** The same waits, and neither a rate nor a digest. */
  public DeliveryPolicy withoutLimits() {
    return new DeliveryPolicy(retry, denied, children, Optional.empty(), Duration.ZERO);
  }

  /** Waits of at most this; everything is delivered. */
  public static DeliveryPolicy every(Duration wait) {
    Backoff backoff = new Backoff(wait, wait);
    return new DeliveryPolicy(backoff, backoff, Children.DELIVER, Optional.empty(), Duration.ZERO);
  }
}
