package org.ikewatch.streams.negotiation;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.ikewatch.schemas.Cause;
import org.ikewatch.schemas.Reason;
import org.ikewatch.schemas.Verdict;

/**
 * What the records so far prove of the ISAKMP (IKE) SA between one host and one peer. Each state is
 * a record, each legal move a method: a verdict can only be reached from the states that justify
 * it.
 *
 * <p>The rules are the guides' own: A0200 pp. 174-175 for A.01/A.02, A0300 pp. 154-157 and A0302
 * pp. 127-133 for A.03.
 */
public sealed interface Negotiation {

  /**
   * One Main Mode or Quick Mode gives up after 31 s: five retransmissions, exponential, from 1 s
   * (A0201 appendix A p. 6, A0300 p. 166).
   */
  Duration EXCHANGE = Duration.ofSeconds(31);

  /**
   * The longest that binds a failed Quick Mode to the delete it triggers: one exchange and slack.
   */
  Duration BIND = Duration.ofSeconds(60);

  /** Default lifetime of an ISAKMP SA (A0300 p. 95) and slack for clocks and late records. */
  Duration LIFETIME = Duration.ofHours(8).plusMinutes(10);

  /** The state of a pair of which nothing is known. */
  static Negotiation unknown(Dialect dialect) {
    return new Unknown(dialect);
  }

  /** The dialect last heard in this negotiation. */
  Dialect dialect();

  /** Whether an SA is known to be in force at that time. */
  default boolean inForce(Instant at) {
    return false;
  }

  /** Whether phase 1 is known to be under way at that time. */
  default boolean pending(Instant at) {
    return false;
  }

  /**
   * Applies one record of this pair, in order of event time.
   *
   * @param facts what the host's records up to this one tell beside
   */
  default Step on(AuditEvent event, HostFacts facts) {
    Dialect spoken = Dialect.of(event.signal(), event.product(), dialect());
    Instant at = event.time();
    Cause cause = event.signal().cause();
    return switch (event.meaning()) {
      case PHASE1_STARTED ->
          Step.quiet(inForce(at) ? this : new Pending(spoken, at, Role.of(event)));
      case PHASE1_UP -> phase1Up(spoken, at);
      case PHASE1_FAILED -> phase1Failed(spoken, at, Finding.confirmed(Verdict.MM_FAILURE, cause));
      case PHASE1_REFUSED, PHASE1_AWAITED ->
          phase1Doubtful(spoken, at, Finding.inferred(Verdict.MM_FAILURE, cause));
      case EXCHANGE_GIVEN_UP, DIED_IN_AUTH ->
          phase1Failed(spoken, at, Finding.undetermined(Reason.PHASE_AMBIGUOUS, cause));
      case PROPOSAL_REFUSED -> proposalRefused(spoken, at, cause, facts);
      case SELECTOR_FOUND -> Step.quiet(selectorFound(at));
      case QM_STARTED, CONTEXT -> Step.quiet(this);
      case QM_UP -> succeeded(Phase.PHASE2, quickModeUp(spoken, at));
      case QM_FAILED -> quickModeFailed(spoken, at, cause, facts);
      case SA_DELETED -> deleted(at);
      case SA_ENDED -> Step.quiet(new Gone(spoken, at));
    };
  }

  private static Step succeeded(Phase phase, Negotiation next) {
    return new Step(next, new Outcome.Succeeded(phase));
  }

  /** The SA is established. */
  default Step phase1Up(Dialect spoken, Instant at) {
    return succeeded(Phase.PHASE1, new Established(spoken, at, false));
  }

  /** Phase 1 ended without an SA. */
  default Step phase1Failed(Dialect spoken, Instant at, Finding finding) {
    return new Step(new Failed(spoken, at, false), new Outcome.Failed(Phase.PHASE1, finding));
  }

  /** Phase 1 seems to fail, and no record tells of its end: the same attempt may yet succeed. */
  default Step phase1Doubtful(Dialect spoken, Instant at, Finding finding) {
    Step step = phase1Failed(spoken, at, finding);
    return step.next() instanceof Failed
        ? new Step(new Failed(spoken, at, true), step.outcome())
        : step;
  }

  /** An IKEv2 proposal was refused: of which SA, only the state tells (A0302 p. 133). */
  default Step proposalRefused(Dialect spoken, Instant at, Cause cause, HostFacts facts) {
    Optional<Boolean> past = facts.pastIkeSa(at);
    if (past.isEmpty()) {
      return phase1Failed(spoken, at, Finding.undetermined(Reason.PHASE_AMBIGUOUS, cause));
    }
    return past.get()
        ? new Established(spoken, at, false).quickModeFailed(spoken, at, cause, facts)
        : phase1Failed(spoken, at, Finding.inferred(Verdict.MM_FAILURE, cause));
  }

  /** A host policy fits, which tells nothing by itself. */
  default Negotiation selectorFound(Instant at) {
    return this;
  }

  /** A Quick Mode succeeded, which takes an SA in force. */
  default Negotiation quickModeUp(Dialect spoken, Instant at) {
    return new Established(spoken, at, true);
  }

  /** A Quick Mode failed although no SA is known: what is missing is implied or undecidable. */
  default Step quickModeFailed(Dialect spoken, Instant at, Cause cause, HostFacts facts) {
    // Where informative records flowed all along, the level is not why the record is missing.
    Reason missing =
        facts.informativeFlowed(at.minus(LIFETIME), at) ? Reason.RECORDS_LOST : Reason.AUDIT_LEVEL;
    Finding finding =
        switch (spoken) {
          case A02 -> Finding.inferred(Verdict.QM_TRIGGERED_DELETE, missing, cause);
          case A03_IKEV1 -> Finding.inferred(Verdict.QM_FAILURE, cause);
          case A03_IKEV2 -> Finding.undetermined(missing, cause);
        };
    return new Step(
        new ImpliedFailed(spoken, at, finding), new Outcome.Failed(Phase.PHASE2, finding));
  }

  /** The SA was deleted. */
  default Step deleted(Instant at) {
    return Step.quiet(new Gone(dialect(), at));
  }

  /** No record of this pair tells of phase 1. */
  record Unknown(Dialect dialect) implements Negotiation {}

  /** Phase 1 began and has not ended. */
  record Pending(Dialect dialect, Instant since, Role role) implements Negotiation {
    /** Three round trips, each of which may take a whole exchange. */
    private static final Duration LONGEST = EXCHANGE.multipliedBy(3);

    @Override
    public boolean pending(Instant at) {
      return !at.isAfter(since.plus(LONGEST));
    }

    @Override
    public Negotiation selectorFound(Instant at) {
      boolean proof = dialect == Dialect.A03_IKEV2 && role == Role.RESPONDER && pending(at);
      return proof ? new Established(dialect, at, false) : this;
    }
  }

  /**
   * Phase 1 failed last.
   *
   * @param doubtful whether that is implied only
   */
  record Failed(Dialect dialect, Instant at, boolean doubtful) implements Negotiation {
    @Override
    public Step phase1Up(Dialect spoken, Instant now) {
      Step up = Negotiation.super.phase1Up(spoken, now);
      boolean sameAttempt = doubtful && !now.isAfter(at.plus(EXCHANGE));
      return sameAttempt ? new Step(up.next(), new Outcome.Averted()) : up;
    }

    @Override
    public Step phase1Doubtful(Dialect spoken, Instant now, Finding finding) {
      // A phase 2 may stop waiting just after phase 1 gave up: the end stays known.
      boolean known = !doubtful && !now.isAfter(at.plus(EXCHANGE));
      return known
          ? phase1Failed(spoken, now, finding)
          : Negotiation.super.phase1Doubtful(spoken, now, finding);
    }
  }

  /** The SA ended, by itself or by a delete that no Quick Mode failure explains. */
  record Gone(Dialect dialect, Instant at) implements Negotiation {}

  /**
   * The SA is in force.
   *
   * @param childUp whether a Quick Mode (child) succeeded on it
   */
  record Established(Dialect dialect, Instant since, boolean childUp) implements Negotiation {
    @Override
    public boolean inForce(Instant at) {
      return at.isBefore(since.plus(LIFETIME));
    }

    @Override
    public Step phase1Failed(Dialect spoken, Instant at, Finding finding) {
      // A failure that ends an attempt begun before the SA came up is the other end of a crossing:
      // there is an SA, so there is no trouble.
      return since.isAfter(at.minus(EXCHANGE))
          ? Step.quiet(this)
          : Negotiation.super.phase1Failed(spoken, at, finding);
    }

    @Override
    public Step proposalRefused(Dialect spoken, Instant at, Cause cause, HostFacts facts) {
      return quickModeFailed(spoken, at, cause, facts);
    }

    @Override
    public Negotiation quickModeUp(Dialect spoken, Instant at) {
      return new Established(spoken, since, true);
    }

    @Override
    public Step quickModeFailed(Dialect spoken, Instant at, Cause cause, HostFacts facts) {
      if (!inForce(at)) {
        return new Unknown(spoken).quickModeFailed(spoken, at, cause, facts);
      }
      boolean saStays =
          switch (spoken) {
            case A02 -> false;
            case A03_IKEV1 -> true;
            case A03_IKEV2 -> childUp;
          };
      return saStays
          ? new Step(
              this, new Outcome.Failed(Phase.PHASE2, Finding.confirmed(Verdict.QM_FAILURE, cause)))
          : new QuickModeFailed(spoken, since, at, cause).reported();
    }
  }

  /** Quick Mode failed on an SA in force, and the product is documented to delete that SA. */
  record QuickModeFailed(Dialect dialect, Instant since, Instant at, Cause cause)
      implements Negotiation {
    Step reported() {
      return new Step(
          this,
          new Outcome.Failed(Phase.PHASE2, Finding.inferred(Verdict.QM_TRIGGERED_DELETE, cause)));
    }

    @Override
    public boolean inForce(Instant now) {
      // Several Quick Modes hang on one SA: until the delete is seen, a further refusal is its own.
      return !now.isAfter(at.plus(BIND));
    }

    @Override
    public Negotiation quickModeUp(Dialect spoken, Instant now) {
      return new Established(spoken, since, true);
    }

    @Override
    public Step quickModeFailed(Dialect spoken, Instant now, Cause again, HostFacts facts) {
      return new QuickModeFailed(spoken, since, now, again).reported();
    }

    @Override
    public Step proposalRefused(Dialect spoken, Instant now, Cause again, HostFacts facts) {
      return quickModeFailed(spoken, now, again, facts);
    }

    @Override
    public Step deleted(Instant now) {
      Negotiation gone = new Gone(dialect, now);
      return now.isAfter(at.plus(BIND))
          ? Step.quiet(gone)
          : new Step(
              gone,
              new Outcome.Completed(
                  Phase.PHASE2, Finding.confirmed(Verdict.QM_TRIGGERED_DELETE, cause)));
    }
  }

  /** Quick Mode failed and no record tells of the SA it needed. */
  record ImpliedFailed(Dialect dialect, Instant at, Finding finding) implements Negotiation {
    @Override
    public Step deleted(Instant now) {
      // The delete belongs to the story; phase 1 is still implied, so nothing is confirmed.
      boolean bound =
          finding.verdict() == Verdict.QM_TRIGGERED_DELETE && !now.isAfter(at.plus(BIND));
      Negotiation gone = new Gone(dialect, now);
      return bound
          ? new Step(gone, new Outcome.Completed(Phase.PHASE2, finding))
          : Step.quiet(gone);
    }
  }
}
