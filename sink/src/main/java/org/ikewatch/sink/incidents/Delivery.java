package org.ikewatch.sink.incidents;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ikewatch.schemas.Incident;

/**
 * Delivers what was read to one destination, in its order, so that one refused incident never holds
 * up the others: a batch that is refused is tried again one by one, and what is refused then is
 * handed over. What is done stays done when a later part has to be tried again.
 *
 * @param <T> the place an incident was read from
 */
public final class Delivery<T> {
  /** Some 10 MB of ids at most. */
  private static final int REMEMBERED = 50_000;

  private final Destination destination;
  private final boolean children;
  private final Observer<T> observer;
  private final Revisions revisions = new Revisions(REMEMBERED);
  private List<Sourced<T>> batch = List.of();
  private int next;

  /** Before this place in the batch one is refused: they are delivered one by one. */
  private int suspects;

  /** An incident with the place it was read from. */
  public record Sourced<T>(Incident incident, T origin) {}

  /** Is told what became of each incident. */
  public interface Observer<T> {
    /** The destination has these. */
    void delivered(List<Sourced<T>> done);

    /** Not delivered, and rightly so. */
    void skipped(Sourced<T> sourced, Skipped why);

    /** The destination will not take it; once this returns, it is done with. */
    void refused(Sourced<T> sourced, DeliveryException.Permanent why) throws InterruptedException;
  }

  /** Why an incident is not delivered. */
  public enum Skipped {
    /** It belongs to a roll-up, which is delivered in its place. */
    CHILD,
    /** This revision, or a newer one, was delivered already. */
    STALE
  }

  /**
   * A delivery with nothing to do yet.
   *
   * @param children whether incidents that belong to a roll-up are delivered too
   */
  public Delivery(Destination destination, boolean children, Observer<T> observer) {
    this.destination = destination;
    this.children = children;
    this.observer = observer;
  }

  /** Takes on a batch in place of the one before, done or not. */
  public void take(List<Sourced<T>> newBatch) {
    batch = List.copyOf(newBatch);
    next = 0;
    suspects = 0;
  }

  /** Whether everything taken on is delivered, skipped or handed over. */
  public boolean isDone() {
    return next == batch.size();
  }

  /** What is not done yet. */
  public List<Sourced<T>> remaining() {
    return batch.subList(next, batch.size());
  }

  /**
   * Delivers the next part, as much as the destination takes at once.
   *
   * @throws DeliveryException.Retriable where it is to be tried again
   * @throws DeliveryException.Denied where it is to be tried again, and a person has to help
   */
  public void step() throws InterruptedException {
    int limit = next < suspects ? 1 : destination.batchSize();
    List<Sourced<T>> part = new ArrayList<>();
    Map<Sourced<T>, Skipped> skipped = new LinkedHashMap<>();
    Map<String, Integer> inPart = new HashMap<>();
    int end = next;
    for (; end < batch.size() && part.size() < limit; end++) {
      Sourced<T> one = batch.get(end);
      Skipped why = reasonToSkip(one.incident(), inPart);
      if (why == null) {
        part.add(one);
        inPart.put(one.incident().getIncidentId(), one.incident().getRevision());
      } else {
        skipped.put(one, why);
      }
    }
    if (deliver(part)) {
      skipped.forEach(observer::skipped);
      next = end;
    } else {
      suspects = end;
    }
  }

  private Skipped reasonToSkip(Incident incident, Map<String, Integer> inPart) {
    if (!children && incident.getParent() != null) {
      return Skipped.CHILD;
    }
    boolean isNew =
        revisions.isNew(incident)
            && inPart.getOrDefault(incident.getIncidentId(), 0) < incident.getRevision();
    return isNew ? null : Skipped.STALE;
  }

  /** Whether this part is done with; else one of it is refused, and it is not known which. */
  private boolean deliver(List<Sourced<T>> part) throws InterruptedException {
    if (part.isEmpty()) {
      return true;
    }
    try {
      destination.deliver(part.stream().map(Sourced::incident).toList());
      observer.delivered(part);
    } catch (DeliveryException.Permanent e) {
      if (part.size() > 1) {
        return false;
      }
      observer.refused(part.get(0), e);
    }
    part.forEach(one -> revisions.delivered(one.incident()));
    return true;
  }
}
