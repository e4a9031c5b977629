package org.ikewatch.streams.incident;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is published of the two problems of a pair, and what is to be published next. The one place
 * where ids are given and revisions rise.
 *
 * @param phase1 the incident about phase 1
 * @param phase2 the incident about Quick Mode
 */
public record IncidentRegistry(
    Optional<PublishedIncident> phase1, Optional<PublishedIncident> phase2) {
  public static final IncidentRegistry EMPTY =
      new IncidentRegistry(Optional.empty(), Optional.empty());

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
    List<Change> changes = new ArrayList<>(2);
    Optional<PublishedIncident> first = reconcile(phase1, pair, pair.phase1(), moment, changes);
    Optional<PublishedIncident> second = reconcile(phase2, pair, pair.phase2(), moment, changes);
    boolean same =
        first.orElse(null) == phase1.orElse(null) && second.orElse(null) == phase2.orElse(null);
    return new Reconciled(same ? this : new IncidentRegistry(first, second), changes);
  }

  /** When a changed count has to be published; {@link Instant#MAX} if none waits. */
  public Instant deadline() {
    Instant one = phase1.flatMap(PublishedIncident::due).orElse(Instant.MAX);
    Instant other = phase2.flatMap(PublishedIncident::due).orElse(Instant.MAX);
    return one.isBefore(other) ? one : other;
  }

  /** Whether nothing is published. */
  public boolean isEmpty() {
    return phase1.isEmpty() && phase2.isEmpty();
  }

  private static Optional<PublishedIncident> reconcile(
      Optional<PublishedIncident> published,
      Pair pair,
      Optional<Problem> problem,
      Moment moment,
      List<Change> changes) {
    if (published.isPresent()) {
      PublishedIncident known = published.get();
      if (problem.isPresent() && known.isOf(problem.get())) {
        return Optional.of(revise(known, problem.get(), moment, changes));
      }
      close(known, moment, changes);
    }
    return problem.map(it -> open(published, pair, it, moment, changes));
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

  private static PublishedIncident open(
      Optional<PublishedIncident> before,
      Pair pair,
      Problem problem,
      Moment moment,
      List<Change> changes) {
    String id = IncidentId.of(moment.host(), pair.key(), problem);
    if (before.filter(it -> it.id().equals(id)).isPresent()) {
      // The record that opened that incident turned out to begin this problem.
      id = IncidentId.after(id);
    }
    PublishedIncident opened = new PublishedIncident(id, 1, problem, Optional.empty());
    changes.add(new Change.Publish(moment.host(), opened, moment.receivedAt()));
    return opened;
  }

  /** The problem is over and was published as such, or later records show that there was none. */
  private static void close(PublishedIncident known, Moment moment, List<Change> changes) {
    Problem last = known.content().at(moment.clock(), moment.rules());
    if (last.lifecycle().open()) {
      changes.add(
          new Change.Withdraw(moment.host(), known.revised(last), moment.receivedAt()));
    } else if (known.content().lifecycle().open()) {
      changes.add(new Change.Publish(moment.host(), known.revised(last), moment.receivedAt()));
    } else if (!last.lifecycle().over(moment.clock(), moment.rules())) {
      changes.add(
          new Change.Withdraw(moment.host(), known.revised(last), moment.receivedAt()));
    }
  }
}
