package org.ikewatch.streams.incident;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.ikewatch.streams.negotiation.AuditEvent;
import org.ikewatch.streams.negotiation.Dialect;
import org.ikewatch.streams.negotiation.Finding;
import org.ikewatch.streams.negotiation.HostFacts;
import org.ikewatch.streams.negotiation.Negotiation;
import org.ikewatch.streams.negotiation.Outcome;
import org.ikewatch.streams.negotiation.Phase;
import org.ikewatch.streams.negotiation.Role;
import org.ikewatch.streams.negotiation.Step;

/**
 * What one host's records tell of one peer: where the negotiation stands and the troubles with it.
 *
 * @param peer the peer's address; empty for failures that no record ties to a peer
 * @param local the host's own address towards this peer, where a record names it
 * @param established the record that tells of the newest ISAKMP SA
 * @param quickModeSince when a Quick Mode began that has not ended
 * @param touchedAt event time of the newest record
 */
public record PeerHistory(
    Optional<String> peer,
    Optional<String> local,
    Negotiation negotiation,
    Optional<Citation> established,
    Optional<Instant> quickModeSince,
    Optional<Trouble> phase1,
    Optional<Trouble> phase2,
    Instant touchedAt) {
  private static final SortedSet<String> NO_CANDIDATES =
      Collections.unmodifiableSortedSet(new TreeSet<>());

  static PeerHistory unknown(Optional<String> peer, Dialect heard, Instant at) {
    return new PeerHistory(
        peer,
        Optional.empty(),
        Negotiation.unknown(heard),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        at);
  }

  /**
   * The same troubles, and nothing known of any negotiation: different peers may be behind them.
   */
  PeerHistory stateless(Dialect heard) {
    PeerHistory blank = unknown(peer, heard, touchedAt);
    return blank.with(Phase.PHASE1, phase1).with(Phase.PHASE2, phase2);
  }

  /** Applies one record of this pair, in order of event time. */
  PeerHistory on(AuditEvent event, HostFacts facts) {
    Step step = negotiation.on(event, facts);
    PeerHistory next = moved(step.next(), event);
    if (step.outcome() instanceof Outcome.Failed failed) {
      return next.failed(failed.phase(), failed.finding(), event, basis(failed, event, facts));
    }
    if (step.outcome() instanceof Outcome.Completed completed) {
      return next.completed(completed.phase(), completed.finding(), event, facts);
    }
    if (step.outcome() instanceof Outcome.Succeeded succeeded) {
      return next.succeeded(succeeded.phase(), event);
    }
    return next;
  }

  /** A failure that may be with any of several peers; only meant where {@link #peer} is empty. */
  PeerHistory ambiguous(SortedSet<String> candidates, AuditEvent event, HostFacts facts) {
    Phase phase = event.phase();
    Finding finding = Trouble.ambiguity(event);
    Basis basis = Basis.between(touchedAt, event.time(), facts, Role.UNKNOWN);
    Trouble.Subject subject = subject(phase).among(candidates);
    Trouble trouble =
        trouble(phase)
            .map(known -> known.failed(subject, finding, basis, event))
            .orElseGet(() -> Trouble.opened(subject, finding, basis, event));
    return moved(negotiation, event).with(phase, Optional.of(trouble));
  }

  /** The newest failure of this phase happened some times more. */
  PeerHistory repeated(Phase phase, AuditEvent event) {
    return with(phase, trouble(phase).map(t -> t.repeated(event)));
  }

  Optional<Trouble> trouble(Phase phase) {
    return phase == Phase.PHASE1 ? phase1 : phase2;
  }

  /** Whether a failure of this phase was recorded within that long before this time. */
  boolean failedWithin(Phase phase, Duration span, Instant at) {
    return trouble(phase).filter(t -> !t.course().failedAt().isBefore(at.minus(span))).isPresent();
  }

  /** This history as it stands at that time. */
  PeerHistory at(Instant now, LifeCycle rules) {
    return with(Phase.PHASE1, current(phase1, now, rules))
        .with(Phase.PHASE2, current(phase2, now, rules));
  }

  /** When an SA that these records tell of has ended for certain. */
  Instant staleAt() {
    return touchedAt.plus(Negotiation.LIFETIME);
  }

  /** Whether nothing in here can matter any more. */
  boolean forgotten(Instant now) {
    return phase1.isEmpty() && phase2.isEmpty() && !now.isBefore(staleAt());
  }

  private static Optional<Trouble> current(
      Optional<Trouble> trouble, Instant now, LifeCycle rules) {
    return trouble.map(t -> t.at(now, rules)).filter(t -> !t.course().over(now, rules));
  }

  /** A phase-1 failure rests on its one exchange, a Quick Mode's on the time since its SA. */
  private Basis basis(Outcome.Failed failed, AuditEvent event, HostFacts facts) {
    Instant at = event.time();
    Instant from =
        failed.phase() == Phase.PHASE1
            ? at.minus(Negotiation.EXCHANGE)
            : established.map(Citation::time).orElseGet(() -> at.minus(Negotiation.LIFETIME));
    Role role = negotiation instanceof Negotiation.Pending p ? p.role() : Role.UNKNOWN;
    return Basis.between(from, at, facts, role);
  }

  private PeerHistory failed(Phase phase, Finding found, AuditEvent event, Basis basis) {
    Finding finding = basis.tempered(found);
    Trouble trouble =
        trouble(phase)
            .map(known -> known.failed(subject(phase), finding, basis, event))
            .orElseGet(() -> Trouble.opened(subject(phase), finding, basis, event));
    boolean onSa = phase == Phase.PHASE2 && established.isPresent();
    return with(phase, Optional.of(onSa ? trouble.restingOn(established.get()) : trouble));
  }

  private PeerHistory completed(Phase phase, Finding finding, AuditEvent event, HostFacts facts) {
    return with(phase, trouble(phase).map(t -> t.completed(subject(phase), finding, facts, event)));
  }

  private Trouble.Subject subject(Phase phase) {
    return new Trouble.Subject(phase, negotiation.dialect(), peer, local, NO_CANDIDATES);
  }

  private PeerHistory succeeded(Phase phase, AuditEvent event) {
    PeerHistory next = with(Phase.PHASE1, phase1.map(t -> t.succeeded(event)));
    return phase == Phase.PHASE2
        ? next.with(Phase.PHASE2, phase2.map(t -> t.succeeded(event)))
        : next.establishedBy(event);
  }

  private PeerHistory establishedBy(AuditEvent event) {
    return new PeerHistory(
        peer,
        local,
        negotiation,
        Optional.of(Citation.of(event)),
        quickModeSince,
        phase1,
        phase2,
        touchedAt);
  }

  private PeerHistory moved(Negotiation next, AuditEvent event) {
    boolean begins = event.beginsQuickMode();
    boolean ends = event.phase() == Phase.PHASE2;
    Optional<Instant> since =
        begins ? Optional.of(event.time()) : ends ? Optional.empty() : quickModeSince;
    Optional<Citation> sa = next.inForce(event.time()) ? established : Optional.empty();
    return new PeerHistory(
        peer, event.local().or(() -> local), next, sa, since, phase1, phase2, event.time());
  }

  private PeerHistory with(Phase phase, Optional<Trouble> trouble) {
    return new PeerHistory(
        peer,
        local,
        negotiation,
        established,
        quickModeSince,
        phase == Phase.PHASE1 ? trouble : phase1,
        phase == Phase.PHASE2 ? trouble : phase2,
        touchedAt);
  }
}
