package org.ikewatch.streams.incident;

import java.time.Instant;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.ikewatch.schemas.Confidence;
import org.ikewatch.streams.negotiation.AuditEvent;
import org.ikewatch.streams.negotiation.Dialect;
import org.ikewatch.streams.negotiation.Finding;
import org.ikewatch.streams.negotiation.HostFacts;
import org.ikewatch.streams.negotiation.Outcome;
import org.ikewatch.streams.negotiation.Phase;

/**
 * One problem between a host and a peer as its records show it: what becomes an incident once it
 * has an id and a revision. Immutable; each move gives the next one.
 *
 * @param subject who has the problem, with whom
 * @param finding the verdict of the newest attempt
 * @param context what the verdict rests on next to the evidence
 * @param lifecycle when it opened, failed, was resolved
 * @param first the first failure: what the incident's id is made of
 */
@SuppressWarnings("ReferenceEquality") // an unchanged part is the same object
public record Problem(
    Subject subject,
    Finding finding,
    VerdictContext context,
    Lifecycle lifecycle,
    CitedRecord.FirstEvidence first,
    Evidence evidence) {

  /**
   * Whom a problem is with.
   *
   * @param peer empty if no record names it
   * @param local the host's own address, if a record names it
   * @param candidates the peers that fit, if several do
   */
  public record Subject(
      Phase phase,
      Dialect dialect,
      Optional<String> peer,
      Optional<String> local,
      SortedSet<String> candidates) {
    public Subject {
      candidates = new TreeSet<>(candidates);
    }
  }

  static Problem opened(
      Subject subject, Finding finding, VerdictContext context, AuditEvent event) {
    CitedRecord cited = CitedRecord.of(event);
    return new Problem(
        subject,
        finding,
        context,
        Lifecycle.opened(event.time()),
        cited.key(),
        Evidence.NONE.with(cited));
  }

  /** One more failure record. The verdict is that of the newest attempt. */
  Problem failed(Subject now, Outcome.Failed failed, VerdictContext rests, AuditEvent event) {
    Finding found = rests.applyTo(failed.finding());
    boolean replaces = failed.newAttempt() && !onlyWeakens(found, failed.ended());
    return new Problem(
        now,
        replaces ? found : finding.with(found),
        rests,
        lifecycle.failed(event.time(), failed.newAttempt()),
        first,
        evidence.with(CitedRecord.of(event)));
  }

  /** Whether the newest attempt, not over yet, has so far the same verdict on less evidence. */
  private boolean onlyWeakens(Finding found, boolean ended) {
    return !ended
        && found.verdict() == finding.verdict()
        && finding.confidence() == Confidence.CONFIRMED
        && found.confidence() == Confidence.INFERRED;
  }

  /** A record that completes the failure in hand and is no failure itself, such as the delete. */
  Problem completed(Subject now, Finding found, HostFacts facts, AuditEvent event) {
    VerdictContext rests = context.until(event.time(), facts);
    Finding whole = rests.applyTo(found);
    boolean confirms = whole.confidence() == Confidence.CONFIRMED;
    return new Problem(
        now,
        confirms ? finding.with(whole) : finding,
        rests,
        lifecycle,
        first,
        evidence.with(CitedRecord.of(event)));
  }

  /** The newest failure happened this many times more. */
  Problem repeated(AuditEvent event) {
    return at(lifecycle.repeated(event.repetitions(), event.time()), CitedRecord.of(event));
  }

  /** A failure of the time that this problem covers, too late to change more than the count. */
  Problem counted(AuditEvent event) {
    return at(lifecycle.counted(1), CitedRecord.of(event));
  }

  /** Whether this problem was going on at that time. */
  boolean covers(Instant time) {
    return !time.isBefore(lifecycle.openedAt())
        && !time.isAfter(lifecycle.resolvedAt().orElse(lifecycle.failedAt()));
  }

  /** The negotiation succeeded. */
  Problem succeeded(AuditEvent event) {
    Lifecycle next = lifecycle.succeeded(event.time());
    return next.equals(lifecycle) ? this : at(next, CitedRecord.of(event));
  }

  /** The newest attempt succeeded after all; the attempts before it did not. */
  Problem averted() {
    return new Problem(subject, finding, context, lifecycle.averted(), first, evidence);
  }

  /** A record from before the failure that the verdict rests on, such as Main Mode's success. */
  Problem restingOn(CitedRecord earlier) {
    return at(lifecycle, earlier);
  }

  /** This problem at that time: quiet for long enough is resolved. */
  Problem at(Instant now, LifecycleRules rules) {
    Lifecycle current = lifecycle.at(now, rules);
    return current == lifecycle
        ? this
        : new Problem(subject, finding, context, current, first, evidence);
  }

  /** Time of the newest thing that this problem shows. */
  public Instant updatedAt() {
    Instant newest = lifecycle.failedAt();
    for (CitedRecord cited : evidence.records()) {
      newest = cited.time().isAfter(newest) ? cited.time() : newest;
    }
    return lifecycle.resolvedAt().filter(newest::isBefore).orElse(newest);
  }

  private Problem at(Lifecycle next, CitedRecord cited) {
    return new Problem(subject, finding, context, next, first, evidence.with(cited));
  }
}
