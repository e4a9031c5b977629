package org.ikewatch.streams.negotiation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.ikewatch.schemas.Cause;
import org.ikewatch.schemas.Reason;
import org.ikewatch.schemas.Verdict;

/** What a record of phase 2 (Quick Mode, child SA) does to a negotiation. */
final class QuickModeRules {
  private final Negotiation now;
  private final AuditEvent event;
  private final Provenance peerKnownBy;
  private final HostFacts facts;

  QuickModeRules(Negotiation now, AuditEvent event, Provenance peerKnownBy, HostFacts facts) {
    this.now = now;
    this.event = event;
    this.peerKnownBy = peerKnownBy;
    this.facts = facts;
  }

  Step apply() {
    return switch (event.meaning()) {
      case QM_STARTED -> Step.quiet(started());
      case QM_UP -> succeeded();
      default -> failed(now);
    };
  }

  private Negotiation started() {
    for (Attempt attempt : now.quickModes()) {
      if (attempt.isResentBy(event)) {
        return now.withQuickModes(
            Negotiation.replace(now.quickModes(), attempt, attempt.resent(event)));
      }
    }
    return now.withQuickModes(Negotiation.append(now.quickModes(), Attempt.begun(event)));
  }

  private Step succeeded() {
    List<Attempt> open = now.quickModes().stream().filter(it -> !it.failed()).toList();
    List<Attempt> rest = open.isEmpty() ? open : open.subList(1, open.size());
    Optional<IkeSa> sa = newest();
    List<IkeSa> sas =
        sa.map(it -> Negotiation.replace(now.sas(), it, it.withChild()))
            // A Quick Mode needs an SA, so there is one.
            .orElseGet(
                () -> Negotiation.append(now.sas(), IkeSa.implied(event.time()).withChild()));
    return new Step(now.withSas(sas).withQuickModes(rest), new Outcome.Succeeded(Phase.PHASE2));
  }

  /** The responder found a selector, so the IKE SA is past and its first child was refused. */
  Step firstChildRefused() {
    return failed(now.withSas(Negotiation.append(now.sas(), IkeSa.implied(event.time()))));
  }

  /**
   * An IKEv2 proposal was refused on an SA in force: the first child's if there was none. Later,
   * the text is the same for a child and for the replacement of the SA itself, which is no failure
   * of either phase, so nothing is concluded.
   */
  Step proposalRefused() {
    return newest().filter(IkeSa::childUp).isPresent() ? Step.quiet(now) : failed(now);
  }

  private Step failed(Negotiation before) {
    Optional<Attempt> known = failing(before);
    Attempt attempt =
        known.orElseGet(() -> Attempt.unseen(event, Phase.PHASE2)).failedBy(event, false);
    List<Attempt> attempts =
        known
            .map(it -> Negotiation.replace(before.quickModes(), it, attempt))
            .orElseGet(() -> Negotiation.append(before.quickModes(), attempt));
    Negotiation after = before.withQuickModes(attempts);
    boolean first = known.filter(Attempt::failed).isEmpty();
    Optional<IkeSa> sa = inIkeAuth(before) ? Optional.empty() : failingSa(before);
    return sa.isPresent() && !sa.get().implied()
        ? failedOn(after, sa.get(), attempt, first)
        : failedWithoutSa(after, sa, attempt, first);
  }

  private Step failedOn(Negotiation after, IkeSa sa, Attempt attempt, boolean first) {
    boolean certain =
        peerKnownBy.proven() && (after.sas().size() == 1 || !event.attribute("cookies").isEmpty());
    boolean childUp = after.sas().stream().anyMatch(IkeSa::childUp);
    Cause cause = event.signal().cause();
    if (!after.dialect().deletesSaAfterQuickModeFailure(childUp)) {
      Finding finding = Finding.confirmed(Verdict.QM_FAILURE, cause, peerKnownBy);
      return report(after, unlessMissing(finding, sa).about(sa), attempt, first, Optional.of(sa));
    }
    IkeSa failed = sa.failed(new IkeSa.QuickModeFailure(event.time(), cause, peerKnownBy, certain));
    return report(
        after.withSas(Negotiation.replace(after.sas(), sa, failed)),
        Finding.inferred(Verdict.QM_TRIGGERED_DELETE, cause, peerKnownBy).about(sa),
        attempt,
        first,
        Optional.of(sa));
  }

  /** With IKEv2, a lost record may have ended the SA and made another one without a child. */
  private Finding unlessMissing(Finding finding, IkeSa sa) {
    return now.dialect() == Dialect.A03_IKEV2 && facts.mayMissRecords(sa.establishedAt(), event)
        ? finding.withoutConfirmation()
        : finding;
  }

  /**
   * No record establishes the SA that a Quick Mode needs: what is missing is implied or unknown.
   */
  private Step failedWithoutSa(
      Negotiation after, Optional<IkeSa> implied, Attempt attempt, boolean first) {
    Cause cause = event.signal().cause();
    Instant at = event.time();
    Duration lifetime = facts.lifetimes().of(after.dialect());
    // If informative records flowed all along, the level is not why the record is missing.
    Reason missing =
        facts.informativeFlowed(at.minus(lifetime), at) ? Reason.RECORDS_LOST : Reason.AUDIT_LEVEL;
    Finding triggered = Finding.inferred(Verdict.QM_TRIGGERED_DELETE, cause, peerKnownBy);
    Finding finding =
        switch (after.dialect()) {
          case A02 -> triggered.because(missing);
          case A03_IKEV1 -> Finding.inferred(Verdict.QM_FAILURE, cause, peerKnownBy);
          case A03_IKEV2 ->
              implied.isEmpty()
                  ? inIkeAuth(after) ? triggered : Finding.undetermined(missing, cause, peerKnownBy)
                  : implied.get().childUp()
                      ? Finding.inferred(Verdict.QM_FAILURE, cause, peerKnownBy)
                      : triggered;
        };
    if (finding.verdict() != Verdict.QM_TRIGGERED_DELETE) {
      return report(after, finding, attempt, first, Optional.empty());
    }
    IkeSa failed =
        implied
            .orElseGet(() -> IkeSa.implied(at))
            .failed(new IkeSa.QuickModeFailure(at, cause, peerKnownBy, false));
    List<IkeSa> sas =
        implied.isPresent()
            ? Negotiation.replace(after.sas(), implied.get(), failed)
            : Negotiation.append(after.sas(), failed);
    return report(after.withSas(sas), finding, attempt, first, Optional.empty());
  }

  /** IKE_AUTH is under way, so the child that it carries is the first one. */
  private boolean inIkeAuth(Negotiation state) {
    return state.dialect() == Dialect.A03_IKEV2
        && state.phase1().stream()
            .anyMatch(it -> it.start().isPresent() && !it.failed() && it.open(event.time()));
  }

  private Step report(
      Negotiation next, Finding finding, Attempt attempt, boolean first, Optional<IkeSa> sa) {
    return new Step(
        next,
        new Outcome.Failed(
            Phase.PHASE2, finding, first, !attempt.provisional(), attempt.role(), sa));
  }

  private Optional<Attempt> failing(Negotiation before) {
    Optional<Attempt> found = Optional.empty();
    for (Attempt attempt : before.quickModes()) {
      boolean role = !event.writtenByResponder() || attempt.role() != Role.INITIATOR;
      if (role && attempt.takes(event, before.dialect())) {
        boolean sameMessage =
            !attempt.identity().isEmpty() && attempt.identity().equals(event.messageId());
        if (sameMessage) {
          return Optional.of(attempt);
        }
        if (found.isEmpty() || !attempt.failed() || found.get().failed()) {
          found = Optional.of(attempt);
        }
      }
    }
    return found;
  }

  /** The SA that the Quick Mode ran on: the one with its cookies, otherwise the newest. */
  private static Optional<IkeSa> newestOf(List<IkeSa> sas) {
    return sas.isEmpty() ? Optional.empty() : Optional.of(sas.get(sas.size() - 1));
  }

  private Optional<IkeSa> failingSa(Negotiation before) {
    String cookies = event.attribute("cookies");
    return before.sas().stream()
        .filter(sa -> !cookies.isEmpty() && sa.identity().equals(cookies))
        .findFirst()
        .or(() -> newestOf(before.sas()));
  }

  private Optional<IkeSa> newest() {
    return newestOf(now.sas());
  }
}
