package org.ikewatch.streams.incident;

import java.time.Instant;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.ikewatch.schemas.Cause;
import org.ikewatch.schemas.Reason;
import org.ikewatch.streams.negotiation.AuditEvent;
import org.ikewatch.streams.negotiation.Dialect;
import org.ikewatch.streams.negotiation.Finding;
import org.ikewatch.streams.negotiation.Phase;

/**
 * One trouble between a host and a peer as the records tell it: what becomes an incident once it
 * has an id and a revision. Immutable; each move gives the next trouble.
 *
 * @param peer empty where no record names it
 * @param local the host's own address, where a record names it
 * @param finding the verdict so far
 * @param candidates the peers that fit, where several do
 * @param attempts failed attempts counted
 * @param flaps how often it came back after a resolution
 * @param openedAt event time of the first failure
 * @param failedAt event time of the newest failure
 * @param resolvedAt when it ended
 * @param first the first failure: what the incident's id is made of
 */
public record Trouble(
    Phase phase,
    Optional<String> peer,
    Optional<String> local,
    Dialect dialect,
    Finding finding,
    SortedSet<String> candidates,
    long attempts,
    int flaps,
    Instant openedAt,
    Instant failedAt,
    Optional<Instant> resolvedAt,
    Attempt attempt,
    Citation.Key first,
    Evidence evidence) {

  /** A trouble whose peer is known, or named by no record at all. */
  static Trouble opened(
      Phase phase, Optional<String> peer, Dialect dialect, Finding finding, AuditEvent event) {
    Citation citation = Citation.of(event);
    return new Trouble(
        phase,
        peer,
        event.local(),
        dialect,
        finding,
        new TreeSet<>(),
        1,
        0,
        event.time(),
        event.time(),
        Optional.empty(),
        Attempt.begun(event),
        citation.key(),
        Evidence.NONE.with(citation));
  }

  /** A trouble that may be with any of several peers. */
  static Trouble ambiguous(
      Phase phase, Dialect dialect, SortedSet<String> candidates, AuditEvent event) {
    return opened(phase, Optional.empty(), dialect, ambiguity(event), event).among(candidates);
  }

  static Finding ambiguity(AuditEvent event) {
    Cause cause = event.signal().cause();
    return Finding.undetermined(Reason.PEER_AMBIGUOUS, cause);
  }

  /** Whether it goes on. */
  public boolean open() {
    return resolvedAt.isEmpty();
  }

  /** One more record of failure: of the attempt in progress, or of a new one. */
  Trouble failed(Finding found, AuditEvent event) {
    boolean same = open() && attempt.takes(event);
    return new Trouble(
        phase,
        peer,
        local.or(event::local),
        dialect,
        finding.with(found),
        candidates,
        same ? attempts : attempts + 1,
        open() ? flaps : flaps + 1,
        openedAt,
        event.time(),
        Optional.empty(),
        same ? attempt.with(event) : Attempt.begun(event),
        first,
        evidence.with(Citation.of(event)));
  }

  /** A record that completes the failure in hand and is no failure itself, such as the delete. */
  Trouble completed(Finding found, AuditEvent event) {
    return new Trouble(
        phase,
        peer,
        local,
        dialect,
        finding.with(found),
        candidates,
        attempts,
        flaps,
        openedAt,
        failedAt,
        resolvedAt,
        attempt,
        first,
        evidence.with(Citation.of(event)));
  }

  /** A record from before the failure that the verdict rests on, such as Main Mode's success. */
  Trouble restingOn(Citation earlier) {
    return new Trouble(
        phase,
        peer,
        local,
        dialect,
        finding,
        candidates,
        attempts,
        flaps,
        openedAt,
        failedAt,
        resolvedAt,
        attempt,
        first,
        evidence.with(earlier));
  }

  /** More peers that fit. */
  Trouble among(SortedSet<String> more) {
    TreeSet<String> all = new TreeSet<>(candidates);
    all.addAll(more);
    return new Trouble(
        phase,
        peer,
        local,
        dialect,
        finding,
        all,
        attempts,
        flaps,
        openedAt,
        failedAt,
        resolvedAt,
        attempt,
        first,
        evidence);
  }

  /** The negotiation succeeded. */
  Trouble succeeded(AuditEvent event) {
    return open() ? completed(finding, event).resolved(event.time()) : this;
  }

  /** This trouble as it stands at that time: quiet for long enough is resolved. */
  Trouble at(Instant now, LifeCycle rules) {
    Instant quietAt = failedAt.plus(rules.quiet());
    return open() && !now.isBefore(quietAt) ? resolved(quietAt) : this;
  }

  /** When {@link #at} or {@link #forgotten} next changes by the mere passing of time. */
  Instant deadline(LifeCycle rules) {
    return resolvedAt
        .map(at -> at.plus(rules.flapWindow()))
        .orElseGet(() -> failedAt.plus(rules.quiet()));
  }

  /** Whether a new failure at that time would be a new trouble. */
  boolean forgotten(Instant now, LifeCycle rules) {
    return !open() && !now.isBefore(deadline(rules));
  }

  /** Event time of the newest thing this trouble tells. */
  public Instant updatedAt() {
    Instant newest = failedAt;
    for (Citation citation : evidence.citations()) {
      newest = citation.time().isAfter(newest) ? citation.time() : newest;
    }
    return resolvedAt.filter(newest::isBefore).orElse(newest);
  }

  private Trouble resolved(Instant at) {
    return new Trouble(
        phase,
        peer,
        local,
        dialect,
        finding,
        candidates,
        attempts,
        flaps,
        openedAt,
        failedAt,
        Optional.of(at),
        attempt,
        first,
        evidence);
  }
}
