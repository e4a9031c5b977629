package org.ikewatch.streams.negotiation;

import java.util.List;
import java.util.Optional;
import org.ikewatch.schemas.Confidence;
import org.ikewatch.schemas.Verdict;

/** What the end of an SA does to a negotiation: delete, expiry, restart of the peer. */
final class SaEndRules {
  private final Negotiation now;
  private final AuditEvent event;
  private final Provenance peerKnownBy;
  private final HostFacts facts;

  SaEndRules(Negotiation now, AuditEvent event, Provenance peerKnownBy, HostFacts facts) {
    this.now = now;
    this.event = event;
    this.peerKnownBy = peerKnownBy;
    this.facts = facts;
  }

  /**
   * An SA that ends.
   *
   * @param certain whether it is known to be this one
   */
  private record Ending(IkeSa sa, boolean certain) {}

  Step apply() {
    if (event.meaning() == Meaning.PEER_RESTARTED) {
      return Step.quiet(restarted());
    }
    Optional<Ending> ending = ending();
    if (ending.isEmpty()) {
      return Step.quiet(now);
    }
    Negotiation next = now.withoutSa(ending.get().sa(), event.saIdentity());
    return event.meaning() == Meaning.SA_DELETED
        ? ending
            .get()
            .sa()
            .failure()
            .map(it -> deleted(next, ending.get(), it))
            .orElseGet(() -> Step.quiet(next))
        : Step.quiet(next);
  }

  /**
   * The SA with this identity. Without one: the only anonymous SA, otherwise the oldest, of which
   * it is not certain that it is the one meant.
   */
  private Optional<Ending> ending() {
    String identity = event.saIdentity();
    if (!identity.isEmpty()) {
      for (IkeSa sa : now.sas()) {
        if (sa.identity().equals(identity)) {
          return Optional.of(new Ending(sa, true));
        }
      }
      if (now.ended().contains(identity)) {
        return Optional.empty();
      }
    }
    List<IkeSa> anonymous = Negotiation.keep(now.sas(), IkeSa::anonymous);
    if (anonymous.size() == 1 && (!identity.isEmpty() || now.sas().size() == 1)) {
      return Optional.of(new Ending(anonymous.get(0), true));
    }
    if (!anonymous.isEmpty()) {
      return Optional.of(new Ending(anonymous.get(0), false));
    }
    if (!identity.isEmpty() || now.sas().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new Ending(now.sas().get(0), now.sas().size() == 1));
  }

  private Step deleted(Negotiation next, Ending ending, IkeSa.QuickModeFailure failure) {
    IkeSa sa = ending.sa();
    boolean bound = !event.time().isAfter(failure.at().plus(Timing.BINDING));
    if (!bound || !now.dialect().deletesSaAfterQuickModeFailure(sa.childUp())) {
      return Step.quiet(next);
    }
    // With IKEv2, a child that came up on a lost record would make the failed one a later child.
    boolean childMayBeMissing =
        now.dialect() == Dialect.A03_IKEV2 && facts.mayMissRecords(sa.establishedAt(), event);
    boolean everyStepInHand =
        !childMayBeMissing
            && ending.certain()
            && failure.certain()
            && !sa.implied()
            && peerKnownBy.proven();
    Finding finding =
        new Finding(
            Verdict.QM_TRIGGERED_DELETE,
            everyStepInHand ? Confidence.CONFIRMED : Confidence.INFERRED,
            Optional.empty(),
            failure.cause(),
            failure.peerKnownBy(),
            "");
    return new Step(next, new Outcome.Completed(finding.about(sa)));
  }

  /** The notify comes with the first messages of the new SA, which stays. */
  private Negotiation restarted() {
    List<IkeSa> fresh =
        now.sas().stream()
            .filter(sa -> !sa.establishedAt().isBefore(event.time().minus(Timing.EXCHANGE)))
            .toList();
    return now.withSas(fresh.isEmpty() ? fresh : fresh.subList(fresh.size() - 1, fresh.size()));
  }
}
