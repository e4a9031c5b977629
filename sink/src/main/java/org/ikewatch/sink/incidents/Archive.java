package org.ikewatch.sink.incidents;

import java.time.Instant;
import java.util.List;
import org.ikewatch.schemas.Delivery;

/**
 * A destination that can be asked later. Beside the incidents it keeps the account of what every
 * destination did with them, and it removes what is too old. Several threads may use it at once,
 * each for one of these three.
 */
public interface Archive extends Destination {
  /**
   * Writes down what became of revisions, all or none. Telling it again changes nothing.
   *
   * @throws DeliveryException whether the same may go through later is in its type
   */
  void record(List<Delivery> deliveries);

  /**
   * Removes some of what has ended and is too old: few enough that nobody waits for long.
   *
   * @return how many incidents left; 0 where no further one has to, for now
   * @throws DeliveryException whether it may go through later is in its type
   */
  int forget(Instant now);
}
