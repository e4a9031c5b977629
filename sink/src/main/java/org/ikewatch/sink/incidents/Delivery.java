package org.ikewatch.sink.incidents;

import java.util.ArrayList;
import java.util.List;
import org.ikewatch.schemas.Incident;

/**
 * Delivers batches to one destination so that one refused incident never holds up the others: a
 * batch that is refused is tried again one by one, and what is refused then is handed back.
 */
public final class Delivery {
  private final Destination destination;

  public Delivery(Destination destination) {
    this.destination = destination;
  }

  /** An incident with the place it was read from. */
  public record Sourced<T>(Incident incident, T origin) {}

  /** An incident that the destination will not take. */
  public record Refused<T>(Sourced<T> sourced, DeliveryException.Permanent why) {}

  /**
   * Delivers the batch.
   *
   * @return what was refused; the rest is delivered
   * @throws DeliveryException.Retriable where the whole batch is to be tried again
   */
  public <T> List<Refused<T>> deliver(List<Sourced<T>> batch) {
    if (batch.isEmpty()) {
      return List.of();
    }
    try {
      destination.deliver(batch.stream().map(Sourced::incident).toList());
      return List.of();
    } catch (DeliveryException.Permanent e) {
      return batch.size() == 1 ? List.of(new Refused<>(batch.get(0), e)) : oneByOne(batch);
    }
  }

  private <T> List<Refused<T>> oneByOne(List<Sourced<T>> batch) {
    List<Refused<T>> refused = new ArrayList<>();
    for (Sourced<T> one : batch) {
      refused.addAll(deliver(List.of(one)));
    }
    return refused;
  }
}
