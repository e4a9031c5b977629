package org.ikewatch.sink.incidents;

import java.time.Duration;

/**
 * How one destination is treated.
 *
 * @param retry the waits while it is away or busy
 * @param denied the waits while it refuses us
 * @param children whether incidents that belong to a roll-up are delivered beside the roll-up
 */
public record DeliveryPolicy(Backoff retry, Backoff denied, boolean children) {
  /** Waits of at most this; everything is delivered. */
  public static DeliveryPolicy every(Duration wait) {
    Backoff backoff = new Backoff(wait, wait);
    return new DeliveryPolicy(backoff, backoff, true);
  }
}
