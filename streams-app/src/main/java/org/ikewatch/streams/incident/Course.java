package org.ikewatch.streams.incident;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.ikewatch.streams.negotiation.AuditEvent;

/**
 * The course of a trouble: it opens, fails again, recovers, is resolved, comes back. Immutable;
 * each move gives the next course.
 *
 * @param openedAt event time of the first failure
 * @param failedAt event time of the newest failure
 * @param recoveredAt when the negotiation succeeded, while it is still to prove itself
 * @param resolvedAt when it ended
 * @param attempts failed attempts counted, never capped
 * @param flaps how often it came back after a resolution
 * @param attempt the attempt in progress
 */
public record Course(
    Instant openedAt,
    Instant failedAt,
    Optional<Instant> recoveredAt,
    Optional<Instant> resolvedAt,
    long attempts,
    int flaps,
    Attempt attempt) {

  static Course opened(AuditEvent event) {
    Instant at = event.time();
    return new Course(at, at, Optional.empty(), Optional.empty(), 1, 0, Attempt.begun(event));
  }

  /** Whether it goes on. */
  public boolean open() {
    return resolvedAt.isEmpty();
  }

  /** One more record of failure: of the attempt in progress, or of a new one. */
  Course failed(AuditEvent event) {
    boolean same = open() && recoveredAt.isEmpty() && attempt.takes(event);
    return new Course(
        openedAt,
        event.time(),
        Optional.empty(),
        Optional.empty(),
        same ? attempts : attempts + 1,
        open() ? flaps : flaps + 1,
        same ? attempt.with(event) : Attempt.begun(event));
  }

  /** Failures that syslogd left out as repetitions of the newest one. */
  Course repeated(long times, Instant at) {
    return new Course(openedAt, at, recoveredAt, resolvedAt, attempts + times, flaps, attempt);
  }

  /**
   * The negotiation succeeded: that ends the trouble. One that came back before has to stay away
   * for a while first, the longer the more often it came back.
   */
  Course succeeded(Instant at) {
    if (!open() || recoveredAt.isPresent()) {
      return this;
    }
    return flaps == 0 ? resolved(at) : with(Optional.of(at), Optional.empty());
  }

  /** This course as it stands at that time. */
  Course at(Instant now, LifeCycle rules) {
    if (!open() || now.isBefore(deadline(rules))) {
      return this;
    }
    return resolved(recoveredAt.orElseGet(() -> deadline(rules)));
  }

  /** When {@link #at} or {@link #over} next changes by the mere passing of time. */
  Instant deadline(LifeCycle rules) {
    if (resolvedAt.isPresent()) {
      return resolvedAt.get().plus(rules.flapWindow());
    }
    return recoveredAt
        .map(at -> at.plus(probation(rules)))
        .orElseGet(() -> failedAt.plus(rules.quiet()));
  }

  /** Whether a new failure at that time would be a new trouble. */
  boolean over(Instant now, LifeCycle rules) {
    return !open() && !now.isBefore(deadline(rules));
  }

  private Duration probation(LifeCycle rules) {
    Duration grown = rules.probation().multipliedBy(flaps);
    return grown.compareTo(rules.quiet()) < 0 ? grown : rules.quiet();
  }

  private Course resolved(Instant at) {
    return with(Optional.empty(), Optional.of(at));
  }

  private Course with(Optional<Instant> recovered, Optional<Instant> resolved) {
    return new Course(openedAt, failedAt, recovered, resolved, attempts, flaps, attempt);
  }
}
