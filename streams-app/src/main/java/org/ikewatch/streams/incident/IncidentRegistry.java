package org.ikewatch.streams.incident;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is published of the problems of a pair, and what is to be published next. The one place
 * where ids are given and revisions rise.
 */
public record IncidentRegistry(List<PublishedIncident> incidents) {
  public static final IncidentRegistry EMPTY = new IncidentRegistry(List.of());

  public IncidentRegistry {
    incidents = List.copyOf(incidents);
  }

  /**
   * Whose incidents they are, and when.
   *
   * @param clock the host's clock
   * @param receivedAt ingest's clock at that time
   */
  public record Moment(String host, Instant clock, Instant receivedAt, LifecycleRules rules) {}

  /** The registry after this pair changed, and what to publish. */
  public record Reconciled(IncidentRegistry next, List<Change> changes) {}

  /** Compares what the pair shows now with what was published. */
  public Reconciled reconcile(Pair pair, Moment moment) {
    List<Problem> problems = pair.problems();
    if (problems.isEmpty() && incidents.isEmpty()) {
      return new Reconciled(this, List.of());
    }
    List<Change> changes = new ArrayList<>(2);
    List<PublishedIncident> unmatched = new ArrayList<>(incidents);
    List<PublishedIncident> next = new ArrayList<>();
    List<Problem> unknown = new ArrayList<>();
    for (Problem problem : problems) {
      take(unmatched, it -> it.beganWith(problem))
          .ifPresentOrElse(
              known -> next.add(revise(known, problem, moment, changes)),
              () -> unknown.add(problem));
    }
    for (Problem problem : unknown) {
      Optional<PublishedIncident> moved = take(unmatched, it -> it.overlaps(problem));
      next.add(
          moved
              .map(known -> revise(known, problem, moment, changes))
              .orElseGet(() -> open(pair, problem, moment, changes)));
    }
    unmatched.forEach(known -> close(known, moment, changes));
    return new Reconciled(next.equals(incidents) ? this : new IncidentRegistry(next), changes);
  }

  private interface Which {
    boolean test(PublishedIncident incident);
  }

  private static Optional<PublishedIncident> take(List<PublishedIncident> from, Which which) {
    for (PublishedIncident incident : from) {
      if (which.test(incident)) {
        from.remove(incident);
        return Optional.of(incident);
      }
    }
    return Optional.empty();
  }

  /** When a changed count has to be published; {@link Instant#MAX} if none waits. */
  public Instant deadline() {
    Instant earliest = Instant.MAX;
    for (PublishedIncident incident : incidents) {
      Instant due = incident.due().orElse(Instant.MAX);
      earliest = due.isBefore(earliest) ? due : earliest;
    }
    return earliest;
  }

  /** Whether nothing is published. */
  public boolean isEmpty() {
    return incidents.isEmpty();
  }

  private static PublishedIncident revise(
      PublishedIncident known, Problem problem, Moment moment, List<Change> changes) {
    if (!known.differs(problem)) {
      return known;
    }
    PublishedIncident waiting = known.waiting(moment.clock());
    boolean now =
        known.differsInMeaning(problem)
            || known.passesPowerOfTwo(problem)
            || !waiting.due().orElseThrow().isAfter(moment.clock());
    if (!now) {
      return waiting;
    }
    PublishedIncident next = known.revised(problem);
    changes.add(new Change.Publish(moment.host(), next, moment.receivedAt()));
    return next;
  }

  private PublishedIncident open(Pair pair, Problem problem, Moment moment, List<Change> changes) {
    String id = IncidentId.of(moment.host(), pair.key(), problem);
    while (isTaken(id)) {
      // The record that opened the incident before turned out to begin this problem.
      id = IncidentId.after(id);
    }
    PublishedIncident opened = new PublishedIncident(id, 1, problem, Optional.empty());
    changes.add(new Change.Publish(moment.host(), opened, moment.receivedAt()));
    return opened;
  }

  private boolean isTaken(String id) {
    return incidents.stream().anyMatch(it -> it.id().equals(id));
  }

  /** The problem is over, or later records show that there was none. */
  private static void close(PublishedIncident known, Moment moment, List<Change> changes) {
    Problem last = known.content().at(moment.clock(), moment.rules());
    if (!last.lifecycle().over(moment.clock(), moment.rules())) {
      changes.add(new Change.Withdraw(moment.host(), known.revised(last), moment.receivedAt()));
    } else if (known.content().lifecycle().open()) {
      changes.add(new Change.Publish(moment.host(), known.revised(last), moment.receivedAt()));
    }
  }
}
