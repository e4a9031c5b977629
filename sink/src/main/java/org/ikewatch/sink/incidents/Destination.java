package org.ikewatch.sink.incidents;

import java.util.List;
import org.ikewatch.schemas.Incident;

/** Somewhere that incidents are delivered to. Only one thread delivers. */
public interface Destination extends AutoCloseable {
  /** The name by which configuration, metrics and dead letters call it, such as "database". */
  String name();

  /**
   * How many revisions one delivery may carry. A destination that cannot take several as one, all
   * or none, says 1: then what it took is not sent again because the next one failed.
   */
  default int batchSize() {
    return Integer.MAX_VALUE;
  }

  /**
   * Delivers these revisions, all or none. Delivering one again, or an older revision after a newer
   * one, changes nothing; where a destination keeps whatever it gets, the id and the revision tell
   * its reader.
   *
   * @throws DeliveryException whether the same batch may go through later is in its type
   */
  void deliver(List<Incident> revisions);

  /**
   * Whether it forgets what it was told, so that it has to be told everything anew whenever we
   * start.
   */
  default boolean startsOver() {
    return false;
  }

  /**
   * Is called again and again while nothing waits to be delivered, so that what a destination
   * forgets by itself can be said again.
   *
   * @return whether anything was said
   * @throws DeliveryException as for a delivery
   */
  default boolean renew() {
    return false;
  }

  @Override
  void close();
}
