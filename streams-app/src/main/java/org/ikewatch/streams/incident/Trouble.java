package org.ikewatch.streams.incident;

import java.time.Instant;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.ikewatch.schemas.Reason;
import org.ikewatch.streams.negotiation.AuditEvent;
import org.ikewatch.streams.negotiation.Dialect;
import org.ikewatch.streams.negotiation.Finding;
import org.ikewatch.streams.negotiation.HostFacts;
import org.ikewatch.streams.negotiation.Phase;

/**
 * One trouble between a host and a peer as the records tell it: what becomes an incident once it
 * has an id and a revision. Immutable; each move gives the next trouble.
 *
 * @param subject who has the trouble, with whom
 * @param finding the verdict so far
 * @param basis what the verdict rests on beside the evidence
 * @param course when it opened, failed, was resolved
 * @param first the first failure: what the incident's id is made of
 */
public record Trouble(
    Subject subject,
    Finding finding,
    Basis basis,
    Course course,
    Citation.Key first,
    Evidence evidence) {

  /**
   * Whom a trouble is with.
   *
   * @param peer empty where no record names it
   * @param local the host's own address, where a record names it
   * @param candidates the peers that fit, where several do
   */
  public record Subject(
      Phase phase,
      Dialect dialect,
      Optional<String> peer,
      Optional<String> local,
      SortedSet<String> candidates) {

    Subject among(SortedSet<String> more) {
      TreeSet<String> all = new TreeSet<>(candidates);
      all.addAll(more);
      return new Subject(phase, dialect, peer, local, all);
    }
  }

  static Trouble opened(Subject subject, Finding finding, Basis basis, AuditEvent event) {
    Citation citation = Citation.of(event);
    return new Trouble(
        subject,
        finding,
        basis,
        Course.opened(event),
        citation.key(),
        Evidence.NONE.with(citation));
  }

  /** What is found where several peers fit. */
  static Finding ambiguity(AuditEvent event) {
    return Finding.undetermined(Reason.PEER_AMBIGUOUS, event.signal().cause());
  }

  /** One more record of failure. */
  Trouble failed(Subject now, Finding found, Basis rests, AuditEvent event) {
    return new Trouble(
        now.among(subject.candidates()),
        finding.with(found),
        rests,
        course.failed(event),
        first,
        evidence.with(Citation.of(event)));
  }

  /** A record that completes the failure in hand and is no failure itself, such as the delete. */
  Trouble completed(Subject now, Finding found, HostFacts facts, AuditEvent event) {
    Basis rests = basis.until(event.time(), facts);
    return new Trouble(
        now.among(subject.candidates()),
        finding.with(rests.tempered(found)),
        rests,
        course,
        first,
        evidence.with(Citation.of(event)));
  }

  /** The newest failure happened this many times more. */
  Trouble repeated(AuditEvent event) {
    return at(course.repeated(event.repeats(), event.time()), Citation.of(event));
  }

  /** The negotiation succeeded. */
  Trouble succeeded(AuditEvent event) {
    return course.open() ? at(course.succeeded(event.time()), Citation.of(event)) : this;
  }

  /** A record from before the failure that the verdict rests on, such as Main Mode's success. */
  Trouble restingOn(Citation earlier) {
    return at(course, earlier);
  }

  /** This trouble as it stands at that time: quiet for long enough is resolved. */
  Trouble at(Instant now, LifeCycle rules) {
    Course current = course.at(now, rules);
    return current.equals(course)
        ? this
        : new Trouble(subject, finding, basis, current, first, evidence);
  }

  /** Event time of the newest thing this trouble tells. */
  public Instant updatedAt() {
    Instant newest = course.failedAt();
    for (Citation citation : evidence.citations()) {
      newest = citation.time().isAfter(newest) ? citation.time() : newest;
    }
    return course.resolvedAt().filter(newest::isBefore).orElse(newest);
  }

  private Trouble at(Course next, Citation citation) {
    return new Trouble(subject, finding, basis, next, first, evidence.with(citation));
  }
}
