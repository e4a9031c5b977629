package org.ikewatch.streams.incident;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedSet;
import org.ikewatch.streams.negotiation.AuditEvent;
import org.ikewatch.streams.negotiation.Dialect;
import org.ikewatch.streams.negotiation.Negotiation;
import org.ikewatch.streams.negotiation.Outcome;
import org.ikewatch.streams.negotiation.Phase;
import org.ikewatch.streams.negotiation.Step;

/**
 * What one host's records tell of one peer: where the negotiation stands and the troubles with it.
 *
 * @param peer the peer's address; empty for failures that no record ties to a peer
 * @param established the record that tells of the newest ISAKMP SA
 * @param quickModeSince when a Quick Mode began that has not ended
 * @param touchedAt event time of the newest record
 */
public record PeerHistory(
    Optional<String> peer,
    Negotiation negotiation,
    Optional<Citation> established,
    Optional<Instant> quickModeSince,
    Optional<Trouble> phase1,
    Optional<Trouble> phase2,
    Instant touchedAt) {

  static PeerHistory unknown(Optional<String> peer, Dialect heard, Instant at) {
    Optional<Trouble> none = Optional.empty();
    return new PeerHistory(
        peer, Negotiation.unknown(heard), Optional.empty(), Optional.empty(), none, none, at);
  }

  /**
   * The same troubles, and nothing known of any negotiation: different peers may be behind them.
   */
  PeerHistory stateless(Dialect heard) {
    PeerHistory blank = unknown(peer, heard, touchedAt);
    return blank.with(Phase.PHASE1, phase1).with(Phase.PHASE2, phase2);
  }

  /** Applies one record of this pair, in order of event time. */
  PeerHistory on(AuditEvent event) {
    Step step = negotiation.on(event);
    PeerHistory next = moved(step.next(), event);
    if (step.outcome() instanceof Outcome.Failed failed) {
      return next.failed(failed, event);
    }
    if (step.outcome() instanceof Outcome.Completed completed) {
      return next.with(
          completed.phase(),
          next.trouble(completed.phase()).map(t -> t.completed(completed.finding(), event)));
    }
    if (step.outcome() instanceof Outcome.Succeeded succeeded) {
      return next.succeeded(succeeded.phase(), event);
    }
    return next;
  }

  /** A failure that may be with any of several peers; only meant where {@link #peer} is empty. */
  PeerHistory ambiguous(SortedSet<String> candidates, AuditEvent event) {
    Phase phase = event.phase();
    Trouble trouble =
        trouble(phase)
            .map(known -> known.failed(Trouble.ambiguity(event), event).among(candidates))
            .orElseGet(() -> Trouble.ambiguous(phase, negotiation.dialect(), candidates, event));
    return moved(negotiation, event).with(phase, Optional.of(trouble));
  }

  Optional<Trouble> trouble(Phase phase) {
    return phase == Phase.PHASE1 ? phase1 : phase2;
  }

  /** Whether a failure of this phase was recorded within that long before this time. */
  boolean failedWithin(Phase phase, Duration span, Instant at) {
    return trouble(phase).filter(t -> !t.failedAt().isBefore(at.minus(span))).isPresent();
  }

  /** This history as it stands at that time. */
  PeerHistory at(Instant now, LifeCycle rules) {
    return new PeerHistory(
        peer,
        negotiation,
        established,
        quickModeSince,
        current(phase1, now, rules),
        current(phase2, now, rules),
        touchedAt);
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
    return trouble.map(t -> t.at(now, rules)).filter(t -> !t.forgotten(now, rules));
  }

  private PeerHistory failed(Outcome.Failed failed, AuditEvent event) {
    Trouble trouble =
        trouble(failed.phase())
            .map(known -> known.failed(failed.finding(), event))
            .orElseGet(
                () ->
                    Trouble.opened(
                        failed.phase(), peer, negotiation.dialect(), failed.finding(), event));
    boolean onSa = failed.phase() == Phase.PHASE2 && established.isPresent();
    return with(failed.phase(), Optional.of(onSa ? trouble.restingOn(established.get()) : trouble));
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
    return new PeerHistory(peer, next, sa, since, phase1, phase2, event.time());
  }

  private PeerHistory with(Phase phase, Optional<Trouble> trouble) {
    return new PeerHistory(
        peer,
        negotiation,
        established,
        quickModeSince,
        phase == Phase.PHASE1 ? trouble : phase1,
        phase == Phase.PHASE2 ? trouble : phase2,
        touchedAt);
  }
}
