package org.ikewatch.streams.incident;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

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
   * @param grace how long after that a record may still be taken back
   * @param exact whether changed counts are published at once, as at the end of a replay
   * @param isTaken whether an incident of the host has this id
   */
  public record Moment(
      String host,
      Instant clock,
      Instant receivedAt,
      LifecycleRules rules,
      Duration grace,
      boolean exact,
      Predicate<String> isTaken) {}

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
    unmatched.forEach(known -> next.add(withdraw(known, moment, changes)));
    return new Reconciled(next.equals(incidents) ? this : new IncidentRegistry(next), changes);
  }

  private static Optional<PublishedIncident> take(
      List<PublishedIncident> from, Predicate<PublishedIncident> which) {
    for (PublishedIncident incident : from) {
      if (which.test(incident)) {
        from.remove(incident);
        return Optional.of(incident);
      }
    }
    return Optional.empty();
  }

  /**
   * When a changed count has to be published or a withdrawn incident can be forgotten; {@link
   * Instant#MAX} if nothing waits.
   */
  public Instant deadline(Instant now) {
    Instant earliest = Instant.MAX;
    for (PublishedIncident incident : incidents) {
      Instant due = incident.isForgotten(now) ? Instant.MAX : incident.due().orElse(Instant.MAX);
      earliest = due.isBefore(earliest) ? due : earliest;
    }
    return earliest;
  }

  /** Without this incident, which moved to another pair. */
  public IncidentRegistry without(PublishedIncident moved) {
    return new IncidentRegistry(incidents.stream().filter(it -> !it.equals(moved)).toList());
  }

  /** With this incident, which moved here. */
  public IncidentRegistry with(PublishedIncident moved) {
    List<PublishedIncident> all = new ArrayList<>(incidents);
    all.add(moved);
    return new IncidentRegistry(all);
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
        moment.exact()
            || known.differsInMeaning(problem)
            || known.passesPowerOfTwo(problem)
            || !waiting.due().orElseThrow().isAfter(moment.clock());
    if (!now) {
      return waiting;
    }
    PublishedIncident next = known.revised(problem);
    changes.add(new Change.Publish(moment.host(), next, moment.receivedAt()));
    return next;
  }

  private static PublishedIncident open(
      Pair pair, Problem problem, Moment moment, List<Change> changes) {
    String id = IncidentId.of(moment.host(), pair.key(), problem);
    while (moment.isTaken().test(id)) {
      // An incident that this record opened turned out to begin with another one.
      id = IncidentId.after(id);
    }
    PublishedIncident opened = new PublishedIncident(id, 1, problem, Optional.empty(), false);
    changes.add(new Change.Publish(moment.host(), opened, moment.receivedAt()));
    return opened;
  }

  /** Later records show that there was no such problem. */
  private static PublishedIncident withdraw(
      PublishedIncident known, Moment moment, List<Change> changes) {
    if (known.withdrawn()) {
      return known;
    }
    Problem last = known.content().at(moment.clock(), moment.rules());
    PublishedIncident withdrawn = known.withdrawnAs(last, moment.clock().plus(moment.grace()));
    changes.add(new Change.Withdraw(moment.host(), withdrawn, moment.receivedAt()));
    return withdrawn;
  }

  /**
   * Without the incidents that are over or withdrawn and that no late record can change any more.
   */
  public IncidentRegistry withoutClosed(List<Problem> closed, Instant now) {
    List<PublishedIncident> live =
        incidents.stream()
            .filter(it -> !it.isForgotten(now) && closed.stream().noneMatch(it::beganWith))
            .toList();
    return live.size() == incidents.size() ? this : new IncidentRegistry(live);
  }
}
