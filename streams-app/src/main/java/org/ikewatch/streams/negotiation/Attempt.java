package org.ikewatch.streams.negotiation;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * One attempt to negotiate a phase, from its start record, or from its first failure record if no
 * start is in hand, to its terminal record or the end of its exchange. A daemon writes many records
 * for one failed attempt; {@link #takes} says which belong to it.
 *
 * @param since the first start or failure record; resent first messages do not move it
 * @param start the newest start record
 * @param identity the SA being made, or the Quick Mode's message id; empty if unknown
 * @param signals the failure texts so far
 * @param firstFailure the first failure record; empty while none was written
 * @param lastAt the newest record
 * @param ended whether a terminal record was written
 * @param doubtful whether the failure is implied only: the attempt may still succeed
 */
public record Attempt(
    Phase phase,
    Role role,
    Instant since,
    Optional<RecordRef> start,
    String identity,
    SortedSet<String> signals,
    Optional<Instant> firstFailure,
    Instant lastAt,
    boolean ended,
    boolean doubtful) {

  static Attempt begun(AuditEvent event) {
    return new Attempt(
        event.phase(),
        Role.of(event),
        event.time(),
        Optional.of(RecordRef.of(event)),
        event.saIdentity(),
        new TreeSet<>(),
        Optional.empty(),
        event.time(),
        false,
        false);
  }

  /** An attempt of which no start record is in hand. */
  static Attempt unseen(AuditEvent event, Phase phase) {
    String identity = phase == Phase.PHASE2 ? event.messageId() : event.saIdentity();
    return new Attempt(
        phase,
        Role.UNKNOWN,
        event.time(),
        Optional.empty(),
        identity,
        new TreeSet<>(),
        Optional.empty(),
        event.time(),
        false,
        false);
  }

  /** Whether a failure record of it is in hand. */
  public boolean failed() {
    return firstFailure.isPresent();
  }

  /** The latest time at which it may still be under way. */
  public Instant openUntil() {
    if (ended) {
      return lastAt;
    }
    return since.plus(phase == Phase.PHASE1 ? Timing.LONGEST_PHASE1 : Timing.BINDING);
  }

  /** Whether it may be under way at that time. */
  public boolean open(Instant at) {
    return !ended && !at.isBefore(since) && !at.isAfter(openUntil());
  }

  /** Until when a further failure record may belong to it. */
  Instant relevantUntil() {
    return ended ? lastAt.plus(Timing.EXCHANGE) : openUntil();
  }

  /** Whether this failure record belongs to this attempt. */
  boolean takes(AuditEvent event, Dialect dialect) {
    Instant at = event.time();
    String other = phase == Phase.PHASE2 ? event.messageId() : event.saIdentity();
    if (!identity.isEmpty() && !other.isEmpty() && !identity.equals(other)) {
      return false;
    }
    if (!failed()) {
      return open(at);
    }
    boolean another = !signals.contains(event.signalId());
    if (dialect == Dialect.A02) {
      return another && within(firstFailure.get(), Timing.AFTERMATH, at);
    }
    if (ended && refusal() && within(firstFailure.get(), Timing.EXCHANGE, at)) {
      // Without start records, a resent first message shows in the same refusals again.
      return !another || within(lastAt, Timing.AFTERMATH, at);
    }
    if (ended) {
      return event.meaning() == Meaning.PHASE1_AWAITED
          ? within(lastAt, Timing.EXCHANGE, at)
          : another && within(lastAt, Timing.AFTERMATH, at);
    }
    return ends(event) ? !at.isAfter(openUntil()) : within(firstFailure.get(), Timing.EXCHANGE, at);
  }

  /**
   * Whether this start record is the same first message, resent: the responder answers nothing to a
   * message that it refuses, so the initiator sends it again after 1, 3, 7 and 15 s.
   */
  boolean isResentBy(AuditEvent event) {
    return failed()
        && role == Role.RESPONDER
        && Role.of(event) == Role.RESPONDER
        && within(since, Timing.EXCHANGE, event.time());
  }

  /** The refused first message has arrived again. */
  Attempt resent(AuditEvent event) {
    return new Attempt(
        phase,
        role,
        since,
        Optional.of(RecordRef.of(event)),
        identity,
        signals,
        firstFailure,
        event.time(),
        false,
        doubtful);
  }

  /** Whether a first message arrived after the failure: what succeeds then is another attempt. */
  boolean begunAgain() {
    return start.isPresent()
        && firstFailure.filter(it -> it.isBefore(start.get().time())).isPresent();
  }

  /** One more failure record of this attempt. */
  Attempt failedBy(AuditEvent event, boolean implied) {
    TreeSet<String> all = new TreeSet<>(signals);
    all.add(event.signalId());
    String message = phase == Phase.PHASE2 && identity.isEmpty() ? event.messageId() : identity;
    return new Attempt(
        phase,
        role,
        since,
        start,
        message,
        all,
        Optional.of(firstFailure.orElse(event.time())),
        event.time(),
        ended || ends(event),
        failed() ? doubtful && implied : implied);
  }

  /** Whether no start record is in hand and the failure began with the refusal of a message. */
  private boolean refusal() {
    return start.isEmpty() && signals.stream().map(Signal::of).anyMatch(it -> !it.endsAttempt());
  }

  /** The first message of IKEv2 is resent after a refusal, too; a child's request is not. */
  private boolean ends(AuditEvent event) {
    boolean resent = phase == Phase.PHASE1 && event.signal() == Signal.IKEV2_NO_PROPOSAL;
    return event.signal().endsAttempt() && !resent;
  }

  /** Whether it waits for its end, so that a finding about it is provisional. */
  boolean provisional() {
    return !ended;
  }

  /** The failure texts, for a reader that may not change them. */
  public Set<String> failureSignals() {
    return Set.copyOf(signals);
  }

  private static boolean within(Instant from, Duration span, Instant at) {
    return !at.isAfter(from.plus(span));
  }
}
