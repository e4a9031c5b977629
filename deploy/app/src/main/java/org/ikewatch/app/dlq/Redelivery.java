package org.ikewatch.app.dlq;

import java.util.List;
import org.ikewatch.schemas.Incident;
import org.ikewatch.sink.incidents.Delivery;
import org.ikewatch.sink.incidents.Delivery.Sourced;
import org.ikewatch.sink.incidents.DeliveryException;
import org.ikewatch.sink.incidents.DeliveryPolicy;
import org.ikewatch.sink.incidents.Destination;

/** One more delivery of one revision, by the sink's rules for its destination. */
final class Redelivery implements Delivery.Observer<Incident> {
  private final Destination destination;
  private Fate fate = new Fate.Unsendable("it was not tried");

  private Redelivery(Destination destination) {
    this.destination = destination;
  }

  /** What becomes of it. */
  static Fate of(Incident incident, Destination destination, DeliveryPolicy policy) {
    Redelivery redelivery = new Redelivery(destination);
    Delivery<Incident> delivery = new Delivery<>(destination, policy.withoutLimits(), redelivery);
    delivery.take(List.of(new Sourced<>(incident, incident)));
    try {
      var unused = delivery.step(1);
      return redelivery.fate;
    } catch (DeliveryException e) {
      return new Fate.Away(destination.name() + " fails: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Fate.Away("interrupted");
    }
  }

  /** That this destination took it. */
  static Fate delivered(Destination destination) {
    return new Fate.Done("delivered to " + destination.name());
  }

  @Override
  public void delivered(List<Sourced<Incident>> done) {
    fate = delivered(destination);
  }

  @Override
  public void skipped(Sourced<Incident> sourced, Delivery.Skipped why) {
    fate = new Fate.Done("left out: it belongs to a roll-up");
  }

  @Override
  public void refused(Sourced<Incident> sourced, DeliveryException.Permanent why) {
    fate = new Fate.Refused("still refused by " + destination.name() + ": " + why.getMessage());
  }
}
