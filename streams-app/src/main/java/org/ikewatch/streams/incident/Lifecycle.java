package org.ikewatch.streams.incident;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When a problem opened, failed again, recovered, was resolved, came back. All times are on the
 * host's clock. Immutable; each move gives the next one.
 *
 * @param openedAt the first failure
 * @param failedAt the newest failure
 * @param recoveredAt when the negotiation succeeded, while the success is on probation
 * @param resolvedAt when it ended
 * @param attempts failed attempts, never capped
 * @param flaps how often it came back after a resolution
 */
public record Lifecycle(
    Instant openedAt,
    Instant failedAt,
    Optional<Instant> recoveredAt,
    Optional<Instant> resolvedAt,
    long attempts,
    int flaps) {

  static Lifecycle opened(Instant at) {
    return new Lifecycle(at, at, Optional.empty(), Optional.empty(), 1, 0);
  }

  /** Whether it goes on. */
  public boolean open() {
    return resolvedAt.isEmpty();
  }

  /** One more failure record, of a new attempt or of the one before. */
  Lifecycle failed(Instant at, boolean newAttempt) {
    boolean another = newAttempt || !open() || recoveredAt.isPresent();
    return new Lifecycle(
        openedAt,
        later(at, failedAt),
        Optional.empty(),
        Optional.empty(),
        another ? attempts + 1 : attempts,
        open() ? flaps : flaps + 1);
  }

  /** Failures of which syslogd gives only the number. */
  Lifecycle repeated(long times, Instant at) {
    return new Lifecycle(
        openedAt, later(at, failedAt), recoveredAt, resolvedAt, attempts + times, flaps);
  }

  /** A failure of the time that this covers arrived too late to change anything but the count. */
  Lifecycle counted(long times) {
    return new Lifecycle(openedAt, failedAt, recoveredAt, resolvedAt, attempts + times, flaps);
  }

  /** A failed attempt turned out to have succeeded. */
  Lifecycle averted() {
    return new Lifecycle(openedAt, failedAt, recoveredAt, resolvedAt, attempts - 1, flaps);
  }

  /**
   * The negotiation succeeded: that ends the problem. One that came back before has to stay away
   * for a while first, the longer the more often it came back.
   */
  Lifecycle succeeded(Instant at) {
    if (!open() || recoveredAt.isPresent() || at.isBefore(failedAt)) {
      return this;
    }
    return flaps == 0 ? resolved(at) : with(Optional.of(at), Optional.empty());
  }

  /** This at that time. */
  Lifecycle at(Instant now, LifecycleRules rules) {
    if (!open() || now.isBefore(deadline(rules))) {
      return this;
    }
    return resolved(recoveredAt.orElseGet(() -> deadline(rules)));
  }

  /** When {@link #at} or {@link #over} next changes by the mere passing of time. */
  public Instant deadline(LifecycleRules rules) {
    if (resolvedAt.isPresent()) {
      return resolvedAt.get().plus(rules.flapWindow());
    }
    return recoveredAt
        .map(at -> at.plus(probation(rules)))
        .orElseGet(() -> failedAt.plus(rules.quiet()));
  }

  /** Whether a new failure at that time would be a new problem. */
  public boolean over(Instant now, LifecycleRules rules) {
    return !open() && !now.isBefore(deadline(rules));
  }

  private Duration probation(LifecycleRules rules) {
    Duration grown = rules.probation().multipliedBy(flaps);
    return grown.compareTo(rules.quiet()) < 0 ? grown : rules.quiet();
  }

  private Lifecycle resolved(Instant at) {
    return with(Optional.empty(), Optional.of(at));
  }

  private Lifecycle with(Optional<Instant> recovered, Optional<Instant> resolved) {
    return new Lifecycle(openedAt, failedAt, recovered, resolved, attempts, flaps);
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
