package org.ikewatch.streams.incident;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.ikewatch.schemas.Reason;
import org.ikewatch.streams.negotiation.AuditEvent;
import org.ikewatch.streams.negotiation.Dialect;
import org.ikewatch.streams.negotiation.Finding;
import org.ikewatch.streams.negotiation.HostFacts;
import org.ikewatch.streams.negotiation.IkeSa;
import org.ikewatch.streams.negotiation.Negotiation;
import org.ikewatch.streams.negotiation.Outcome;
import org.ikewatch.streams.negotiation.Phase;
import org.ikewatch.streams.negotiation.Provenance;
import org.ikewatch.streams.negotiation.Role;
import org.ikewatch.streams.negotiation.SaLifetimes;
import org.ikewatch.streams.negotiation.Step;
import org.ikewatch.streams.negotiation.Timing;

/**
 * What the records show of one host and one peer: the negotiation, and the problem with each phase.
 * Immutable.
 *
 * @param key peer and own address
 * @param closed problems that are over, as long as a late record may still change them; oldest
 *     first
 * @param touchedAt time of the newest record
 */
@SuppressWarnings("ReferenceEquality") // an unchanged part is the same object
public record Pair(
    PairKey key,
    Negotiation negotiation,
    Optional<Problem> phase1,
    Optional<Problem> phase2,
    List<Problem> closed,
    Instant touchedAt) {
  private static final int MOST_CLOSED = 8;

  public Pair {
    closed = List.copyOf(closed);
  }

  private static final SortedSet<String> NO_CANDIDATES = new TreeSet<>();

  /** A pair of which nothing is known. */
  public static Pair unknown(PairKey key, Dialect dialect, Instant at) {
    return new Pair(
        key, Negotiation.unknown(dialect), Optional.empty(), Optional.empty(), List.of(), at);
  }

  /** A pair without problems, as it was kept. */
  public static Pair atRest(PairKey key, Negotiation negotiation, Instant touchedAt) {
    return new Pair(key, negotiation, Optional.empty(), Optional.empty(), List.of(), touchedAt);
  }

  /** This pair with the problems that were kept of it. */
  public Pair withProblems(Optional<Problem> first, Optional<Problem> second, List<Problem> over) {
    return new Pair(key, negotiation, first, second, over, touchedAt);
  }

  /** Applies one record of this pair, in order of time. */
  public Pair on(AuditEvent event, Provenance peerKnownBy, HostFacts facts, LifecycleRules rules) {
    Step step = negotiation.on(event, peerKnownBy, facts);
    Pair next = moved(step.next(), event).at(event.time(), rules);
    Outcome outcome = step.outcome();
    if (outcome instanceof Outcome.Failed failed) {
      return next.failed(failed, event, contextOf(failed, event, facts));
    }
    if (outcome instanceof Outcome.Completed completed) {
      return next.with(
          Phase.PHASE2,
          next.phase2.map(
              it -> it.completed(subject(Phase.PHASE2), completed.finding(), facts, event)));
    }
    if (outcome instanceof Outcome.Succeeded succeeded) {
      return next.succeeded(succeeded.phase(), event);
    }
    if (outcome instanceof Outcome.Averted) {
      return next.averted(event);
    }
    return next;
  }

  /**
   * A failure of this phase that may be with any of several peers, or with one that no record
   * names. The pair stands for nobody in particular, so nothing is learned of a negotiation.
   */
  public Pair unattributed(
      AuditEvent event, SortedSet<String> candidates, HostFacts facts, LifecycleRules rules) {
    Pair before = at(event.time(), rules);
    if (candidates.isEmpty()) {
      Pair next = before.on(event, Provenance.UNKNOWN, facts, rules);
      return next.withoutSas();
    }
    Phase phase = event.phase();
    Step step = before.negotiation.on(event, Provenance.AMBIGUOUS, facts);
    boolean another = !(step.outcome() instanceof Outcome.Failed failed) || failed.newAttempt();
    Outcome.Failed ambiguous =
        new Outcome.Failed(
            phase,
            Finding.undetermined(
                Reason.PEER_AMBIGUOUS, event.signal().cause(), Provenance.AMBIGUOUS),
            another,
            true,
            Role.UNKNOWN,
            Optional.empty());
    VerdictContext context =
        VerdictContext.between(
            event.time().minus(Timing.EXCHANGE), event.time(), facts, ambiguous.role());
    Problem.Subject subject =
        new Problem.Subject(
            phase, before.negotiation.dialect(), Optional.empty(), Optional.empty(), candidates);
    Optional<Problem> problem =
        Optional.of(
            before
                .problem(phase)
                .map(it -> it.failed(subject, ambiguous, context, event))
                .orElseGet(() -> Problem.opened(subject, ambiguous.finding(), context, event)));
    return before.moved(step.next(), event).with(phase, problem).withoutSas();
  }

  /** The newest failure of this phase happened some times more. */
  public Pair repeated(Phase phase, AuditEvent event) {
    return with(phase, problem(phase).map(it -> it.repeated(event)));
  }

  /**
   * A failure from before the newest record of this pair, too late to take its place: at most it is
   * counted by the problem that covers its time.
   */
  public Pair late(AuditEvent event) {
    return with(
        event.phase(),
        problem(event.phase()).map(it -> it.covers(event.time()) ? it.counted(event) : it));
  }

  /** The problem with this phase. */
  public Optional<Problem> problem(Phase phase) {
    return phase == Phase.PHASE1 ? phase1 : phase2;
  }

  /** Whether there is a problem. */
  public boolean hasProblem() {
    return phase1.isPresent() || phase2.isPresent();
  }

  /** This pair at that time: problems that were quiet for long enough are resolved, then over. */
  public Pair at(Instant now, LifecycleRules rules) {
    if (!hasProblem()) {
      return this;
    }
    Optional<Problem> first = phase1.map(it -> it.at(now, rules));
    Optional<Problem> second = phase2.map(it -> it.at(now, rules));
    if (same(first, phase1)
        && same(second, phase2)
        && !over(first, now, rules)
        && !over(second, now, rules)) {
      return this;
    }
    List<Problem> over = new ArrayList<>(closed);
    first.filter(it -> it.lifecycle().over(now, rules)).ifPresent(over::add);
    second.filter(it -> it.lifecycle().over(now, rules)).ifPresent(over::add);
    return new Pair(
        key,
        negotiation,
        first.filter(it -> !it.lifecycle().over(now, rules)),
        second.filter(it -> !it.lifecycle().over(now, rules)),
        over.size() > MOST_CLOSED ? over.subList(over.size() - MOST_CLOSED, over.size()) : over,
        touchedAt);
  }

  private static boolean over(Optional<Problem> problem, Instant now, LifecycleRules rules) {
    return problem.filter(it -> it.lifecycle().over(now, rules)).isPresent();
  }

  /** Every problem, those that are over first. */
  public List<Problem> problems() {
    if (closed.isEmpty() && !hasProblem()) {
      return closed;
    }
    List<Problem> all = new ArrayList<>(closed);
    phase1.ifPresent(all::add);
    phase2.ifPresent(all::add);
    return all;
  }

  /** Without the problems that are over: no late record can change them any more. */
  public Pair withoutClosed() {
    return closed.isEmpty()
        ? this
        : new Pair(key, negotiation, phase1, phase2, List.of(), touchedAt);
  }

  /** When {@link #at} next gives another result; {@link Instant#MAX} if never. */
  public Instant deadline(LifecycleRules rules) {
    Instant one = phase1.map(it -> it.lifecycle().deadline(rules)).orElse(Instant.MAX);
    Instant other = phase2.map(it -> it.lifecycle().deadline(rules)).orElse(Instant.MAX);
    return one.isBefore(other) ? one : other;
  }

  /** Until when this may matter if no more records come. */
  public Instant relevantUntil(SaLifetimes lifetimes) {
    return hasProblem() ? Instant.MAX : negotiation.relevantUntil(lifetimes);
  }

  /** The same under another key: its own address became known. */
  public Pair rekeyed(PairKey next) {
    return new Pair(next, negotiation, phase1, phase2, closed, touchedAt);
  }

  private static boolean same(Optional<Problem> one, Optional<Problem> other) {
    return one.orElse(null) == other.orElse(null);
  }

  /** A phase-1 failure rests on its exchange, a Quick Mode's on the time since its SA. */
  private VerdictContext contextOf(Outcome.Failed failed, AuditEvent event, HostFacts facts) {
    Instant at = event.time();
    Instant from =
        failed.phase() == Phase.PHASE1
            ? at.minus(Timing.EXCHANGE)
            : failed
                .sa()
                .map(IkeSa::establishedAt)
                .orElseGet(() -> at.minus(facts.lifetimes().of(negotiation.dialect())));
    return VerdictContext.between(from, at, facts, failed.role());
  }

  private Pair failed(Outcome.Failed failed, AuditEvent event, VerdictContext context) {
    Phase phase = failed.phase();
    Problem problem =
        problem(phase)
            .map(it -> it.failed(subject(phase), failed, context, event))
            .orElseGet(
                () ->
                    Problem.opened(
                        subject(phase), context.applyTo(failed.finding()), context, event));
    Optional<CitedRecord> establishment =
        failed
            .sa()
            .flatMap(IkeSa::establishedBy)
            .map(it -> new CitedRecord(it, CitedRecord.Role.SUCCESS));
    return with(phase, Optional.of(establishment.map(problem::restingOn).orElse(problem)));
  }

  private Pair succeeded(Phase phase, AuditEvent event) {
    Pair next = with(Phase.PHASE1, phase1.map(it -> it.succeeded(event)));
    return phase == Phase.PHASE2
        ? next.with(Phase.PHASE2, phase2.map(it -> it.succeeded(event)))
        : next;
  }

  private Pair averted(AuditEvent event) {
    Optional<Problem> earlier =
        phase1.filter(it -> it.lifecycle().attempts() > 1).map(Problem::averted);
    return with(Phase.PHASE1, earlier.map(it -> it.succeeded(event)));
  }

  private Problem.Subject subject(Phase phase) {
    return new Problem.Subject(
        phase, negotiation.dialect(), key.peerIfKnown(), key.localIfKnown(), NO_CANDIDATES);
  }

  private Pair moved(Negotiation next, AuditEvent event) {
    Instant newest = event.time().isAfter(touchedAt) ? event.time() : touchedAt;
    return new Pair(key, next, phase1, phase2, closed, newest);
  }

  private Pair withoutSas() {
    Negotiation bare =
        new Negotiation(
            negotiation.dialect(),
            List.of(),
            negotiation.phase1(),
            negotiation.quickModes(),
            List.of());
    return new Pair(key, bare, phase1, phase2, closed, touchedAt);
  }

  private Pair with(Phase phase, Optional<Problem> problem) {
    return new Pair(
        key,
        negotiation,
        phase == Phase.PHASE1 ? problem : phase1,
        phase == Phase.PHASE2 ? problem : phase2,
        closed,
        touchedAt);
  }
}
