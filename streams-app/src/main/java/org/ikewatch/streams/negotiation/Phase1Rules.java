package org.ikewatch.streams.negotiation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.ikewatch.schemas.Cause;
import org.ikewatch.schemas.Reason;
import org.ikewatch.schemas.Verdict;

/** What a record of phase 1 (Main Mode, IKE_SA_INIT, IKE_AUTH) does to a negotiation. */
@SuppressWarnings("ReferenceEquality") // an unchanged part is the same object
final class Phase1Rules {
  private final Negotiation now;
  private final AuditEvent event;
  private final Provenance peerKnownBy;
  private final HostFacts facts;

  Phase1Rules(Negotiation now, AuditEvent event, Provenance peerKnownBy, HostFacts facts) {
    this.now = now;
    this.event = event;
    this.peerKnownBy = peerKnownBy;
    this.facts = facts;
  }

  Step apply() {
    Cause cause = event.signal().cause();
    return switch (event.meaning()) {
      case PHASE1_STARTED -> Step.quiet(started());
      case PHASE1_UP -> established();
      case PHASE1_REFUSED -> failed(Finding.inferred(Verdict.MM_FAILURE, cause, peerKnownBy), true);
      case PHASE1_AWAITED -> awaited();
      case PHASE1_NOT_READY ->
          now.phase1().stream().anyMatch(it -> it.failed() && it.takes(event, now.dialect()))
              ? awaited()
              : Step.quiet(now);
      case EXCHANGE_GIVEN_UP -> givenUp();
      case DIED_IN_AUTH -> firstChildRefused().orElseGet(this::phaseAmbiguous);
      default -> failed(Finding.confirmed(Verdict.MM_FAILURE, cause, peerKnownBy), false);
    };
  }

  /** The text does not say whether the IKE SA or its first child failed. */
  Step phaseAmbiguous() {
    return failed(
        Finding.undetermined(Reason.PHASE_AMBIGUOUS, event.signal().cause(), peerKnownBy), false);
  }

  /** A responder that has not come past the IKE SA refused a proposal: it was the IKE SA's. */
  Step proposalRefused() {
    return failed(Finding.inferred(Verdict.MM_FAILURE, event.signal().cause(), peerKnownBy), false);
  }

  /**
   * The first child was refused a moment ago, so that is why the SA died in IKE_AUTH: a responder
   * never establishes it then.
   */
  private Optional<Step> firstChildRefused() {
    return now.sas().stream()
        .filter(IkeSa::implied)
        .filter(sa -> failedJustNow(sa))
        .findFirst()
        .map(
            sa -> {
              Negotiation next = now.withoutSa(sa, event.saIdentity()).withPhase1(List.of());
              Finding finding =
                  Finding.inferred(
                      Verdict.QM_TRIGGERED_DELETE,
                      sa.failure().orElseThrow().cause(),
                      sa.failure().orElseThrow().peerKnownBy());
              return new Step(next, new Outcome.Completed(finding));
            });
  }

  private boolean failedJustNow(IkeSa sa) {
    return sa.failure()
        .filter(it -> !event.time().isAfter(it.at().plus(Timing.AFTERMATH)))
        .isPresent();
  }

  private Negotiation started() {
    List<Attempt> attempts = now.phase1();
    for (Attempt attempt : attempts) {
      if (attempt.isResentBy(event)) {
        return now.withPhase1(Negotiation.replace(attempts, attempt, attempt.resent(event)));
      }
    }
    Attempt begun = Attempt.begun(event);
    // A new start ends the attempt before it, unless that makes another SA at the same time.
    List<Attempt> others =
        Negotiation.keep(
            attempts, it -> it.role() != begun.role() || !it.identity().equals(begun.identity()));
    return now.withPhase1(Negotiation.append(others, begun));
  }

  private Step established() {
    String identity = event.saIdentity();
    Optional<Attempt> ofThis = attemptOf(identity);
    boolean childUp = now.sas().stream().anyMatch(IkeSa::childUp);
    List<IkeSa> others =
        // A pointer that is used again, and what was only implied, are no SAs of their own.
        Negotiation.keep(
            now.sas(), sa -> !sa.implied() && (sa.anonymous() || !sa.identity().equals(identity)));
    List<Attempt> attempts =
        ofThis.map(it -> Negotiation.without(now.phase1(), it)).orElse(now.phase1());
    Negotiation next =
        new Negotiation(
            now.dialect(),
            Negotiation.append(others, withRefusedChild(IkeSa.established(event, childUp))),
            Negotiation.keep(attempts, it -> !it.failed()),
            now.quickModes(),
            Negotiation.keep(now.ended(), it -> !it.equals(identity)));
    return new Step(
        next, averted(ofThis) ? new Outcome.Averted() : new Outcome.Succeeded(Phase.PHASE1));
  }

  /** An initiator writes the refusal of the first child before the SA is established. */
  private IkeSa withRefusedChild(IkeSa established) {
    for (IkeSa sa : now.sas()) {
      if (sa.implied() && failedJustNow(sa) && sa.failure().isPresent()) {
        return established.withoutChild().failed(sa.failure().get());
      }
    }
    return established;
  }

  /** The attempt that came up: the one that makes this SA, otherwise the newest one open. */
  private Optional<Attempt> attemptOf(String identity) {
    Optional<Attempt> newest = Optional.empty();
    for (Attempt attempt : now.phase1()) {
      if (!identity.isEmpty() && attempt.identity().equals(identity)) {
        return Optional.of(attempt);
      }
      if (!attempt.ended()) {
        newest = Optional.of(attempt);
      }
    }
    return newest;
  }

  /**
   * Whether this success takes a failure back: the same attempt's, if it was only implied, or that
   * of a crossing attempt which gave up while this one was under way.
   */
  private boolean averted(Optional<Attempt> successful) {
    for (Attempt attempt : now.phase1()) {
      if (!attempt.failed()) {
        continue;
      }
      boolean same =
          successful.filter(it -> it == attempt).isPresent()
              && attempt.doubtful()
              && !attempt.begunAgain()
              && !event.time().isAfter(attempt.lastAt().plus(Timing.EXCHANGE));
      boolean crossing =
          successful
              .filter(it -> it != attempt && it.start().isPresent() && !it.failed())
              .filter(it -> it.since().isBefore(attempt.lastAt()))
              .isPresent();
      if (same || crossing) {
        return true;
      }
    }
    return false;
  }

  /** A phase 2 waited in vain: that belongs to a phase 1 which is pending or has just failed. */
  private Step awaited() {
    boolean known = now.phase1().stream().anyMatch(it -> it.takes(event, now.dialect()));
    if (!known && !now.sas().isEmpty()) {
      return Step.quiet(now);
    }
    return failed(Finding.inferred(Verdict.MM_FAILURE, event.signal().cause(), peerKnownBy), true);
  }

  private Step givenUp() {
    boolean negotiating = now.phase1().stream().anyMatch(it -> it.takes(event, now.dialect()));
    return negotiating || now.sas().isEmpty()
        ? phaseAmbiguous()
        // Only an SA in force can have retransmitted: its peer is lost, no negotiation failed.
        : new Step(now, new Outcome.PeerLost());
  }

  private Step failed(Finding finding, boolean doubtful) {
    Optional<Attempt> known = failing();
    if (overtaken(known)) {
      return Step.quiet(
          known.map(it -> now.withPhase1(Negotiation.without(now.phase1(), it))).orElse(now));
    }
    boolean unconfirmed = doubtful && known.filter(it -> it.failed() && !it.doubtful()).isEmpty();
    Attempt attempt =
        known.orElseGet(() -> Attempt.unseen(event, Phase.PHASE1)).failedBy(event, unconfirmed);
    List<Attempt> attempts =
        known
            .map(it -> Negotiation.replace(now.phase1(), it, attempt))
            .orElseGet(() -> Negotiation.append(now.phase1(), attempt));
    boolean first = known.filter(Attempt::failed).isEmpty();
    Instant since = event.time().minus(Timing.LONGEST_PHASE1);
    boolean sure = !facts.mayMissRecords(since, event) && !mayBeOvertaken(known);
    return new Step(
        now.withPhase1(attempts),
        new Outcome.Failed(
            Phase.PHASE1,
            withReason(sure ? finding : finding.withoutConfirmation()),
            first,
            !attempt.provisional(),
            attempt.role(),
            Optional.empty()));
  }

  /** Of a peer that no record names, an A.03 host writes the start record at informative. */
  private Finding withReason(Finding finding) {
    boolean startNotWritten =
        finding.peerKnownBy() == Provenance.UNKNOWN
            && now.dialect() != Dialect.A02
            && !facts.informativeFlowed(event.time().minus(Timing.LONGEST_PHASE1), event.time());
    return startNotWritten ? finding.because(Reason.AUDIT_LEVEL) : finding;
  }

  /** The attempt that this failure record belongs to. */
  private Optional<Attempt> failing() {
    String identity = event.saIdentity();
    Optional<Attempt> newest = Optional.empty();
    for (Attempt attempt : now.phase1()) {
      if (attempt.takes(event, now.dialect())) {
        if (!identity.isEmpty() && attempt.identity().equals(identity)) {
          return Optional.of(attempt);
        }
        // The oldest one ends first, unless it has failed already.
        if (newest.isEmpty() || newest.get().failed()) {
          newest = Optional.of(attempt);
        }
      }
    }
    return newest;
  }

  /**
   * Whether an SA came up during the failed attempt: the other end of a crossing made it, so there
   * is an SA and no problem.
   */
  private boolean overtaken(Optional<Attempt> failing) {
    Instant begun = begun(failing);
    return unfailedSas().anyMatch(sa -> !sa.establishedAt().isBefore(begun));
  }

  /** Whether an SA came up during it if the host's clock was put forward meanwhile. */
  private boolean mayBeOvertaken(Optional<Attempt> failing) {
    Instant begun = begun(failing);
    return unfailedSas()
        .anyMatch(
            sa ->
                !sa.establishedAt()
                    .plus(facts.possibleStep(sa.establishedAt(), event.time()))
                    .isBefore(begun));
  }

  private Instant begun(Optional<Attempt> failing) {
    return failing
        .filter(it -> it.start().isPresent() || it.failed())
        .map(Attempt::since)
        .orElseGet(() -> event.time().minus(Timing.LONGEST_PHASE1));
  }

  private Stream<IkeSa> unfailedSas() {
    return now.sas().stream().filter(sa -> sa.failure().isEmpty());
  }
}
