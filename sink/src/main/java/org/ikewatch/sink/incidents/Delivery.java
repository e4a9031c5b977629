package org.ikewatch.sink.incidents;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ikewatch.schemas.Incident;
import org.ikewatch.schemas.Status;

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
  private final Children children;
  private final boolean newestOnly;
  private final Observer<T> observer;
  private final Revisions revisions = new Revisions(REMEMBERED);

  /** The incidents of a roll-up that were withdrawn as they joined it, or were never raised. */
  private final Map<String, Boolean> withdrawn = new Recent<>(REMEMBERED);

  private final List<Sourced<T>> batch = new ArrayList<>();
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
    STALE,
    /** A newer revision came while a digest was gathered. */
    SUPERSEDED
  }

  /** A delivery with nothing to do yet. */
  public Delivery(Destination destination, DeliveryPolicy policy, Observer<T> observer) {
    this.destination = destination;
    this.children = policy.children();
    this.newestOnly = !policy.digest().isZero();
    this.observer = observer;
  }

  /** Takes on a batch beside what is not done of those before. */
  public void take(List<Sourced<T>> newBatch) {
    batch.subList(0, next).clear();
    batch.addAll(newBatch);
    next = 0;
    suspects = 0;
    if (newestOnly) {
      keepTheNewest();
    }
  }

  private void keepTheNewest() {
    Map<String, Sourced<T>> newest = new LinkedHashMap<>();
    for (Sourced<T> one : batch) {
      Sourced<T> before = newest.remove(one.incident().getIncidentId());
      boolean isNewer =
          before == null || before.incident().getRevision() < one.incident().getRevision();
      newest.put(one.incident().getIncidentId(), isNewer ? one : before);
      if (before != null) {
        noteIfNeverRaised((isNewer ? before : one).incident());
        observer.skipped(isNewer ? before : one, Skipped.SUPERSEDED);
      }
    }
    batch.clear();
    batch.addAll(newest.values());
  }

  /** Forgets what is not done: it is someone else's now, or will be read again. */
  public void drop() {
    batch.clear();
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
   * @param most how many may be delivered now, at least 1
   * @return how many are
   * @throws DeliveryException.Retriable where it is to be tried again
   * @throws DeliveryException.Denied where it is to be tried again, and a person has to help
   */
  public int step(int most) throws InterruptedException {
    int limit = Math.min(most, next < suspects ? 1 : destination.batchSize());
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
    try {
      if (!part.isEmpty()) {
        destination.deliver(part.stream().map(Sourced::incident).map(this::asDelivered).toList());
        observer.delivered(part);
        part.forEach(one -> delivered(one.incident()));
      }
      skipped.forEach(observer::skipped);
      next = end;
      return part.size();
    } catch (DeliveryException.Permanent e) {
      refused(part, end, e);
      return 0;
    }
  }

  private void refused(List<Sourced<T>> part, int end, DeliveryException.Permanent why)
      throws InterruptedException {
    if (part.size() == 1) {
      handOver(part.get(0), why);
    } else if (why.refused().isEmpty()) {
      suspects = end;
    } else {
      for (Map.Entry<Integer, String> one : why.refused().entrySet()) {
        handOver(part.get(one.getKey()), new DeliveryException.Permanent(one.getValue(), why));
      }
    }
  }

  private void handOver(Sourced<T> one, DeliveryException.Permanent why)
      throws InterruptedException {
    observer.refused(one, why);
    revisions.delivered(one.incident());
    int place = batch.indexOf(one);
    batch.remove(place);
    suspects = place < suspects ? suspects - 1 : suspects;
  }

  private void delivered(Incident incident) {
    revisions.delivered(incident);
    if (isWithdrawn(incident)) {
      withdrawn.put(incident.getIncidentId(), true);
    } else {
      withdrawn.remove(incident.getIncidentId());
    }
  }

  private boolean isWithdrawn(Incident incident) {
    return children == Children.WITHDRAW && incident.getParent() != null;
  }

  private Incident asDelivered(Incident incident) {
    if (!isWithdrawn(incident)) {
      return incident;
    }
    List<String> explanation = new ArrayList<>(incident.getExplanation());
    explanation.add(
        "It belongs to the roll-up " + incident.getParent() + ", which is told in its place.");
    return Incident.newBuilder(incident)
        .setStatus(Status.WITHDRAWN)
        .setExplanation(explanation)
        .build();
  }

  private Skipped reasonToSkip(Incident incident, Map<String, Integer> inPart) {
    boolean isNew =
        revisions.isNew(incident)
            && inPart.getOrDefault(incident.getIncidentId(), 0) < incident.getRevision();
    if (!isNew) {
      return Skipped.STALE;
    }
    if (incident.getParent() == null || children == Children.DELIVER) {
      return null;
    }
    noteIfNeverRaised(incident);
    return withdrawn.containsKey(incident.getIncidentId()) ? Skipped.CHILD : null;
  }

  /** One that belongs to a roll-up from its first revision on: there is nothing to withdraw. */
  private void noteIfNeverRaised(Incident incident) {
    if (isWithdrawn(incident) && incident.getRevision() == 1 && revisions.isNew(incident)) {
      withdrawn.put(incident.getIncidentId(), true);
    }
  }
}
