package org.ikewatch.streams.negotiation;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;
import org.ikewatch.schemas.Cause;

/**
 * One ISAKMP (IKE) SA between a host and a peer.
 *
 * @param identity cookie pair or {@code ike_sa} pointer; empty for an SA whose text gives none
 * @param establishedAt when it came up
 * @param establishedBy the record of its establishment; empty if it is only implied by a Quick Mode
 * @param childUp whether a Quick Mode (child) succeeded on it, or on the SA it replaced
 * @param failure the newest Quick Mode failure on it that no success followed
 */
public record IkeSa(
    String identity,
    Instant establishedAt,
    Optional<RecordRef> establishedBy,
    boolean childUp,
    Optional<QuickModeFailure> failure) {

  /**
   * A Quick Mode failure on an SA.
   *
   * @param certain whether it is known to be a failure on this very SA of this very peer
   */
  public record QuickModeFailure(
      Instant at, Cause cause, Provenance peerKnownBy, boolean certain) {}

  public IkeSa {
    requireNonNull(identity);
    requireNonNull(establishedAt);
  }

  static IkeSa established(AuditEvent event, boolean childUp) {
    return new IkeSa(
        event.saIdentity(),
        event.time(),
        Optional.of(RecordRef.of(event)),
        childUp,
        Optional.empty());
  }

  /** An SA that no record establishes: a Quick Mode needs one. */
  static IkeSa implied(Instant at) {
    return new IkeSa("", at, Optional.empty(), false, Optional.empty());
  }

  boolean anonymous() {
    return identity.isEmpty();
  }

  boolean implied() {
    return establishedBy.isEmpty();
  }

  /** Whether it exists at that time, as far as is known. */
  boolean inForce(Instant at, Dialect dialect, SaLifetimes lifetimes) {
    return at.isBefore(endsBy(dialect, lifetimes));
  }

  /**
   * When it has ended for certain: at the end of its lifetime, or soon after a failed Quick Mode.
   */
  public Instant endsBy(Dialect dialect, SaLifetimes lifetimes) {
    Instant expiry = establishedAt.plus(lifetimes.of(dialect));
    return failure
        .filter(it -> dialect.deletesSaAfterQuickModeFailure(childUp))
        .map(it -> it.at().plus(Timing.BINDING))
        .filter(expiry::isAfter)
        .orElse(expiry);
  }

  IkeSa withChild() {
    return new IkeSa(identity, establishedAt, establishedBy, true, Optional.empty());
  }

  IkeSa withoutChild() {
    return new IkeSa(identity, establishedAt, establishedBy, false, failure);
  }

  IkeSa failed(QuickModeFailure why) {
    return new IkeSa(identity, establishedAt, establishedBy, childUp, Optional.of(why));
  }

  /** How an incident names it. */
  String displayName() {
    if (implied()) {
      return "";
    }
    if (anonymous()) {
      return "anonymous";
    }
    return (identity.indexOf(':') >= 0 ? "cookies " : "ike_sa ") + identity;
  }
}
