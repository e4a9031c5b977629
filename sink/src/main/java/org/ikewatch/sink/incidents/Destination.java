package org.ikewatch.sink.incidents;

import java.util.List;
import org.ikewatch.schemas.Incident;

/** Somewhere that incidents are delivered to. */
public interface Destination extends AutoCloseable {
  /** The name by which configuration, metrics and dead letters call it, such as "database". */
  String name();

  /**
   * Delivers these revisions, all or none. Delivering one again, or an older revision after a newer
   * one, changes nothing.
   *
   * @throws DeliveryException whether the same batch may go through later is in its type
   */
  void deliver(List<Incident> revisions);

  @Override
  void close();
}
