package org.ikewatch.streams.negotiation;

import static org.ikewatch.streams.negotiation.Meaning.CONTEXT;
import static org.ikewatch.streams.negotiation.Meaning.PHASE1_FAILED;
import static org.ikewatch.streams.negotiation.Meaning.PHASE1_STARTED;
import static org.ikewatch.streams.negotiation.Meaning.PHASE1_UP;
import static org.ikewatch.streams.negotiation.Meaning.QM_FAILED;
import static org.ikewatch.streams.negotiation.Meaning.QM_STARTED;
import static org.ikewatch.streams.negotiation.Meaning.QM_UP;
import static org.ikewatch.streams.negotiation.Meaning.SA_DELETED;
import static org.ikewatch.streams.negotiation.Signal.Ending.COMPLETE;
import static org.ikewatch.streams.negotiation.Signal.Ending.PARTIAL;
import static org.ikewatch.streams.negotiation.Signal.Words.ANY;
import static org.ikewatch.streams.negotiation.Signal.Words.HP;
import static org.ikewatch.streams.negotiation.Signal.Words.IKEV1;
import static org.ikewatch.streams.negotiation.Signal.Words.IKEV2;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ikewatch.schemas.Cause;

/**
 * The signals of the message catalogue that bear on a verdict, and what each means for the
 * negotiation. Signals that are not listed here (policy cache limits, manual keys) are {@link
 * #OTHER}: they bear on no ISAKMP SA.
 */
public enum Signal {
  MM_FAILED("MM_FAILED", HP, PHASE1_FAILED, Cause.PROCESSING_FAILED, COMPLETE),
  MM_TIMEOUT("MM_TIMEOUT", HP, PHASE1_FAILED, Cause.SILENT_PEER, COMPLETE),
  MM_COMPLETE("MM_COMPLETE", HP, PHASE1_UP),
  QM_PROCESSING_FAILED("QM_FAILED", HP, QM_FAILED, Cause.PROCESSING_FAILED, COMPLETE),
  QM_TIMEOUT("QM_TIMEOUT", HP, QM_FAILED, Cause.SILENT_PEER, COMPLETE),

  PHASE1_INITIATE("PHASE1_INITIATE", IKEV1, PHASE1_STARTED),
  PHASE1_RESPOND("PHASE1_RESPOND", IKEV1, PHASE1_STARTED),
  PHASE1_ESTABLISHED("PHASE1_ESTABLISHED", IKEV1, PHASE1_UP),
  PHASE1_TIMEOUT("PHASE1_TIMEOUT", IKEV1, PHASE1_FAILED, Cause.SILENT_PEER, COMPLETE),
  PHASE1_GENERAL_FAILURE("PHASE1_FAILED", IKEV1, PHASE1_FAILED, Cause.PROCESSING_FAILED, COMPLETE),
  PHASE1_PACKET_FAILED(
      "PHASE1_PACKET_FAILED", IKEV1, PHASE1_FAILED, Cause.PROCESSING_FAILED, PARTIAL),
  PHASE1_NO_PROPOSAL("PHASE1_NO_PROPOSAL", IKEV1, PHASE1_FAILED, Cause.PROPOSAL_MISMATCH, PARTIAL),
  PHASE1_REJECTED(
      "PHASE1_REJECTED", IKEV1, Meaning.PHASE1_REFUSED, Cause.PROPOSAL_MISMATCH, PARTIAL),
  PHASE1_NO_CONFIG("PHASE1_NO_CONFIG", IKEV1, PHASE1_FAILED, Cause.POLICY_MISSING, PARTIAL),
  PHASE1_AUTH_FAILED(
      "PHASE1_AUTH_FAILED", IKEV1, PHASE1_FAILED, Cause.AUTHENTICATION_FAILED, PARTIAL),
  PHASE2_WAITING_PHASE1(
      "PHASE2_WAITING_PHASE1", IKEV1, Meaning.PHASE1_AWAITED, Cause.UNKNOWN, PARTIAL),
  PHASE1_NOT_READY("PHASE1_NOT_READY", IKEV1, Meaning.PHASE1_NOT_READY, Cause.UNKNOWN, PARTIAL),
  PHASE1_SA_DELETED("PHASE1_SA_DELETED", ANY, SA_DELETED),
  PHASE1_SA_PURGED("PHASE1_SA_PURGED", ANY, SA_DELETED),
  PHASE1_SA_EXPIRED("PHASE1_SA_EXPIRED", ANY, Meaning.SA_EXPIRED),
  INITIAL_CONTACT("INITIAL_CONTACT", ANY, Meaning.PEER_RESTARTED),
  PHASE2_INITIATE("PHASE2_INITIATE", IKEV1, QM_STARTED),
  PHASE2_RESPOND("PHASE2_RESPOND", IKEV1, QM_STARTED),
  PHASE2_ESTABLISHED("PHASE2_ESTABLISHED", IKEV1, QM_UP),
  PHASE2_GENERAL_FAILURE("PHASE2_FAILED", IKEV1, QM_FAILED, Cause.PROCESSING_FAILED, COMPLETE),
  PHASE2_PACKET_FAILED("PHASE2_PACKET_FAILED", IKEV1, QM_FAILED, Cause.PROCESSING_FAILED, PARTIAL),
  PHASE2_TIMEOUT("PHASE2_TIMEOUT", IKEV1, QM_FAILED, Cause.SILENT_PEER, COMPLETE),
  PHASE2_NO_POLICY("PHASE2_NO_POLICY", IKEV1, QM_FAILED, Cause.POLICY_MISSING, PARTIAL),
  STALE_PEER("STALE_PEER", IKEV1, Meaning.STALE_PEER),
  PEER_DEAD("PEER_DEAD", ANY, Meaning.DEAD_PEER),
  STRAY_PACKET("STRAY_PACKET", ANY, Meaning.STRAY_PACKET),

  IKEV2_STATE("IKEV2_STATE", IKEV2, CONTEXT, Cause.UNKNOWN, COMPLETE),
  IKEV2_RETRANSMIT_EXCEEDED(
      "IKEV2_RETRANSMIT_EXCEEDED", IKEV2, Meaning.EXCHANGE_GIVEN_UP, Cause.SILENT_PEER, COMPLETE),
  IKEV2_NO_PROPOSAL(
      "IKEV2_NO_PROPOSAL", IKEV2, Meaning.PROPOSAL_REFUSED, Cause.PROPOSAL_MISMATCH, COMPLETE),
  IKEV2_TS_UNACCEPTABLE("IKEV2_TS_UNACCEPTABLE", IKEV2, QM_FAILED, Cause.POLICY_MISSING, COMPLETE),
  IKEV2_CHILD_FAILED("IKEV2_CHILD_FAILED", IKEV2, QM_FAILED, Cause.PROPOSAL_MISMATCH, COMPLETE),
  IKEV2_AUTH_FAILED(
      "IKEV2_AUTH_FAILED", IKEV2, PHASE1_FAILED, Cause.AUTHENTICATION_FAILED, PARTIAL),
  NOTIFY_RECEIVED("NOTIFY_RECEIVED", ANY, CONTEXT, Cause.AUTHENTICATION_FAILED, PARTIAL),
  IKEV2_DELETE_RECEIVED("IKEV2_DELETE_RECEIVED", IKEV2, SA_DELETED),
  IKEV2_SA_EXPIRED("IKEV2_SA_EXPIRED", IKEV2, PHASE1_FAILED, Cause.SILENT_PEER, COMPLETE),
  IKEV2_UNKNOWN_PEER("IKEV2_UNKNOWN_PEER", IKEV2, Meaning.STRAY_PACKET),
  IKEV2_INVALID_COOKIE("IKEV2_INVALID_COOKIE", IKEV2, Meaning.STRAY_PACKET),
  IKEV2_NONEXISTENT_SA("IKEV2_NONEXISTENT_SA", IKEV2, Meaning.STRAY_PACKET),

  POLICY_FOUND("POLICY_FOUND", ANY, CONTEXT),
  HOST_SELECTOR_FOUND("HOST_SELECTOR_FOUND", ANY, Meaning.SELECTOR_FOUND),
  MESSAGE_REPEATED("MESSAGE_REPEATED", ANY, Meaning.REPEATED),

  OTHER("", ANY, CONTEXT);

  /** Whose vocabulary a text is: it tells the product family where the inventory does not. */
  enum Words {
    /** HP's own "MM" and "QM": A.01 and A.02. */
    HP,
    /** racoon2's "phase1" and "phase2": A.03 with IKEv1. */
    IKEV1,
    /** racoon2's IKEv2 texts: A.03 with IKEv2. */
    IKEV2,
    /** Common to all families. */
    ANY
  }

  /** Whether a failure record ends its attempt. */
  enum Ending {
    /** The attempt is over; the same text again is another attempt. */
    COMPLETE,
    /** One of several records that an attempt writes while it fails; it may be resent. */
    PARTIAL
  }

  private static final Map<String, Signal> BY_ID =
      Stream.of(values()).collect(Collectors.toUnmodifiableMap(it -> it.id, Function.identity()));

  private final String id;
  private final Words words;
  private final Meaning meaning;
  private final Cause cause;
  private final Ending ending;

  Signal(String id, Words words, Meaning meaning) {
    this(id, words, meaning, Cause.UNKNOWN, Ending.COMPLETE);
  }

  Signal(String id, Words words, Meaning meaning, Cause cause, Ending ending) {
    this.id = id;
    this.words = words;
    this.meaning = meaning;
    this.cause = cause;
    this.ending = ending;
  }

  /** The signal with this catalogue id; {@link #OTHER} if it does not bear on a verdict. */
  public static Signal of(String id) {
    return BY_ID.getOrDefault(id, OTHER);
  }

  Words words() {
    return words;
  }

  Meaning meaning() {
    return meaning;
  }

  /** The cause that the text itself names. */
  public Cause cause() {
    return cause;
  }

  boolean endsAttempt() {
    return ending == Ending.COMPLETE;
  }
}
