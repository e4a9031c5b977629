package org.ikewatch.streams.host;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.ikewatch.streams.incident.PairKey;
import org.ikewatch.streams.negotiation.Attempt;
import org.ikewatch.streams.negotiation.AuditEvent;
import org.ikewatch.streams.negotiation.Meaning;
import org.ikewatch.streams.negotiation.Phase;
import org.ikewatch.streams.negotiation.Provenance;
import org.ikewatch.streams.negotiation.RecordRef;
import org.ikewatch.streams.negotiation.Signal;
import org.ikewatch.streams.negotiation.Timing;

/**
 * Says whose record it is. Most failure texts name no peer, so the answer follows from what the
 * same host's other records show to be open: one peer that fits is the answer, several are
 * candidates, and how the peer is known bounds what the record can prove ({@link Provenance}).
 */
final class Attributor {
  /** What the decision rests on next to the pairs. */
  interface Evidence {
    /** Whether every number between these records is in hand, in one counter epoch. */
    boolean consecutive(RecordRef from, AuditEvent to);

    /** Whether no number is missing before that record for that long, as far as records go back. */
    boolean completeBefore(Instant stamp, long msg, Duration span);

    /** Which levels the host audits. */
    AuditLevelFlow flow();

    /** The lifetime of an SA of this host. */
    Duration lifetime();
  }

  private static final Attribution NOBODY = new Attribution.Nobody();

  private final PeerTable peers;
  private final Evidence evidence;

  Attributor(PeerTable peers, Evidence evidence) {
    this.peers = peers;
    this.evidence = evidence;
  }

  Attribution attribute(AuditEvent event) {
    if (event.peer().isPresent()) {
      return new Attribution.To(event.peer().get(), event.local(), Provenance.NAMED);
    }
    Optional<PairKey> tied = tied(event);
    if (tied.isPresent()) {
      return new Attribution.To(tied.get().peer(), local(tied.get()), Provenance.TIED);
    }
    return switch (event.meaning()) {
      case PHASE1_UP, QM_UP -> ofOnlyAttempt(event).orElse(NOBODY);
      case EXCHANGE_GIVEN_UP -> givenUp(event);
      case PHASE1_FAILED, PHASE1_REFUSED, PHASE1_AWAITED, DIED_IN_AUTH, PROPOSAL_REFUSED ->
          ofAttempts(event);
      case QM_FAILED -> quickModeFailed(event);
      default -> NOBODY;
    };
  }

  /** Cookies or a pointer of a live SA or attempt, or the message id of a live Quick Mode. */
  private Optional<PairKey> tied(AuditEvent event) {
    if (!event.saIdentity().isEmpty()) {
      Optional<PairKey> pair = peers.indexes().sas().pairOf(event.saIdentity());
      if (pair.isPresent()) {
        return pair;
      }
    }
    if (event.messageId().isEmpty()) {
      return Optional.empty();
    }
    Instant at = event.time();
    return peers.indexes().quickModes().ended(at.minus(Timing.EXCHANGE), at).stream()
        .filter(it -> it.attempt().identity().equals(event.messageId()))
        .map(it -> new PairKey(it.local(), it.peer()))
        .findFirst();
  }

  private Optional<Attribution> ofOnlyAttempt(AuditEvent event) {
    List<AttemptIndex.Found> open = open(event);
    return open.size() == 1 ? Optional.of(to(open.get(0), event)) : Optional.empty();
  }

  private Attribution givenUp(AuditEvent event) {
    Optional<Attribution> attempt = ofOnlyAttempt(event);
    if (attempt.isPresent()) {
      return attempt.get();
    }
    List<String> inForce = peers.indexes().sas().inForce(event.time());
    boolean established = !inForce.isEmpty() && peers.indexes().sas().anyChild(inForce);
    return open(event).isEmpty() && established ? new Attribution.LostPeer() : ofAttempts(event);
  }

  /** The attempts open, otherwise those that have just failed and left this record, too. */
  private Attribution ofAttempts(AuditEvent event) {
    if (event.signal() == Signal.PHASE1_NO_CONFIG) {
      // Written before any start record, so it belongs to none of the attempts that have one.
      return new Attribution.Among(new TreeSet<>());
    }
    List<AttemptIndex.Found> open = open(event);
    if (open.size() == 1) {
      return to(open.get(0), event);
    }
    if (open.isEmpty()) {
      Optional<Attribution> companion = justEnded(event);
      if (companion.isPresent()) {
        return companion.get();
      }
    }
    return new Attribution.Among(AttemptIndex.peers(open));
  }

  private Attribution quickModeFailed(AuditEvent event) {
    List<AttemptIndex.Found> open =
        open(event).stream().filter(it -> !onOtherSas(it.peer(), event)).toList();
    if (!open.isEmpty()) {
      return open.size() == 1
          ? to(open.get(0), event)
          : new Attribution.Among(AttemptIndex.peers(open));
    }
    return justEnded(event).orElseGet(() -> ofSasInForce(event));
  }

  /** The one attempt that failed a moment ago and whose record this is, by its kind. */
  private Optional<Attribution> justEnded(AuditEvent event) {
    Instant at = event.time();
    List<AttemptIndex.Found> ended =
        index(event).ended(at.minus(Timing.COMPANION), at).stream()
            .filter(it -> !it.attempt().failureSignals().contains(event.signalId()))
            .toList();
    return ended.size() == 1
        ? Optional.of(
            new Attribution.To(ended.get(0).peer(), local(ended.get(0)), Provenance.COMPANION))
        : Optional.empty();
  }

  /** A Quick Mode needs an SA: if one peer is known to have one, it is that peer's. */
  private Attribution ofSasInForce(AuditEvent event) {
    List<String> inForce =
        peers.indexes().sas().inForce(event.time()).stream()
            .filter(it -> !onOtherSas(it, event))
            .toList();
    if (inForce.size() != 1) {
      return new Attribution.Among(new TreeSet<>(inForce));
    }
    AuditLevelFlow flow = evidence.flow();
    Instant horizon = event.time().minus(evidence.lifetime());
    if (!flow.flowed(horizon, event.time()) && flow.wasRaised(event.time())) {
      // SAs from before the audit level was raised are on no record.
      return new Attribution.Among(new TreeSet<>());
    }
    boolean complete =
        flow.provenSince(event.time())
                .filter(since -> !since.isAfter(horizon) || since.equals(firstHeard(flow)))
                .isPresent()
            && event.msg().isPresent()
            && evidence.completeBefore(event.stamp(), event.msg().getAsLong(), evidence.lifetime());
    return new Attribution.To(
        inForce.get(0),
        Optional.empty(),
        complete ? Provenance.SOLE_ATTEMPT : Provenance.ELIMINATION);
  }

  /** The record names an SA, and the ones known with this peer are others. */
  private boolean onOtherSas(String peer, AuditEvent event) {
    return !event.saIdentity().isEmpty() && peers.indexes().sas().isIdentified(peer);
  }

  private static Instant firstHeard(AuditLevelFlow flow) {
    return flow.heardSince().orElse(Instant.MIN);
  }

  private Attribution to(AttemptIndex.Found found, AuditEvent event) {
    return new Attribution.To(
        found.peer(),
        local(found),
        isProven(found, event) ? Provenance.SOLE_ATTEMPT : Provenance.ELIMINATION);
  }

  /**
   * Whether nothing else can be meant: every record from the start of the attempt to this one is in
   * hand, no start of another one can be missing before, and no other attempt was open meanwhile.
   */
  private boolean isProven(AttemptIndex.Found found, AuditEvent event) {
    Attempt attempt = found.attempt();
    if (attempt.start().isEmpty() || event.msg().isEmpty()) {
      return false;
    }
    RecordRef start = attempt.start().get();
    return start.msg().isPresent()
        && evidence.consecutive(start, event)
        && evidence.completeBefore(start.stamp(), start.msg().getAsLong(), Timing.LONGEST_PHASE1)
        && !index(event).anotherOpenSince(start.time(), event.time(), found.peer());
  }

  private List<AttemptIndex.Found> open(AuditEvent event) {
    return index(event).open(event.time(), event.writtenByResponder());
  }

  private AttemptIndex index(AuditEvent event) {
    Phase phase = event.meaning() == Meaning.PHASE1_AWAITED ? Phase.PHASE1 : event.phase();
    return peers.indexes().attempts(phase);
  }

  private static Optional<String> local(PairKey pair) {
    return Optional.of(pair.local()).filter(it -> !it.isEmpty());
  }

  private static Optional<String> local(AttemptIndex.Found found) {
    return Optional.of(found.local()).filter(it -> !it.isEmpty());
  }
}
