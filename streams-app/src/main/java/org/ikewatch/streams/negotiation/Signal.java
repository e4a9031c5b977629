package org.ikewatch.streams.negotiation;

import static org.ikewatch.streams.negotiation.Meaning.CONTEXT;
import static org.ikewatch.streams.negotiation.Meaning.PHASE1_FAILED;
import static org.ikewatch.streams.negotiation.Meaning.PHASE1_STARTED;
import static org.ikewatch.streams.negotiation.Meaning.PHASE1_UP;
import static org.ikewatch.streams.negotiation.Meaning.QM_FAILED;
import static org.ikewatch.streams.negotiation.Meaning.QM_STARTED;
import static org.ikewatch.streams.negotiation.Meaning.QM_UP;
import static org.ikewatch.streams.negotiation.Meaning.SA_DELETED;
import static org.ikewatch.streams.negotiation.Meaning.SA_ENDED;
import static org.ikewatch.streams.negotiation.Signal.Words.ANY;
import static org.ikewatch.streams.negotiation.Signal.Words.HP;
import static org.ikewatch.streams.negotiation.Signal.Words.IKEV1;
import static org.ikewatch.streams.negotiation.Signal.Words.IKEV2;

import java.util.HashMap;
import java.util.Map;
import org.ikewatch.schemas.Cause;

/**
 * The signals of the message catalogue that bear on a verdict, and what each says of the
 * negotiation. Signals that are not listed here (policy cache limits, manual keys) say nothing of
 * an ISAKMP SA and are {@link #OTHER}.
 */
public enum Signal {
  MM_FAILED("MM_FAILED", HP, PHASE1_FAILED, Cause.PROCESSING_FAILED),
  MM_TIMEOUT("MM_TIMEOUT", HP, PHASE1_FAILED, Cause.SILENT_PEER),
  MM_COMPLETE("MM_COMPLETE", HP, PHASE1_UP, Cause.UNKNOWN),
  QM_PROCESSING_FAILED("QM_FAILED", HP, QM_FAILED, Cause.PROCESSING_FAILED),
  QM_TIMEOUT("QM_TIMEOUT", HP, QM_FAILED, Cause.SILENT_PEER),

  PHASE1_INITIATE("PHASE1_INITIATE", IKEV1, PHASE1_STARTED, Cause.UNKNOWN),
  PHASE1_RESPOND("PHASE1_RESPOND", IKEV1, PHASE1_STARTED, Cause.UNKNOWN),
  PHASE1_ESTABLISHED("PHASE1_ESTABLISHED", IKEV1, PHASE1_UP, Cause.UNKNOWN),
  PHASE1_TIMEOUT("PHASE1_TIMEOUT", IKEV1, PHASE1_FAILED, Cause.SILENT_PEER),
  PHASE1_GENERAL_FAILURE("PHASE1_FAILED", IKEV1, PHASE1_FAILED, Cause.PROCESSING_FAILED),
  PHASE1_NO_PROPOSAL("PHASE1_NO_PROPOSAL", IKEV1, PHASE1_FAILED, Cause.PROPOSAL_MISMATCH),
  PHASE1_REJECTED("PHASE1_REJECTED", IKEV1, Meaning.PHASE1_REFUSED, Cause.PROPOSAL_MISMATCH),
  PHASE1_NO_CONFIG("PHASE1_NO_CONFIG", IKEV1, PHASE1_FAILED, Cause.POLICY_MISSING),
  PHASE1_AUTH_FAILED("PHASE1_AUTH_FAILED", IKEV1, PHASE1_FAILED, Cause.AUTHENTICATION_FAILED),
  PHASE2_WAITING_PHASE1("PHASE2_WAITING_PHASE1", IKEV1, Meaning.PHASE1_AWAITED, Cause.UNKNOWN),
  PHASE1_SA_DELETED("PHASE1_SA_DELETED", ANY, SA_DELETED, Cause.UNKNOWN),
  PHASE1_SA_PURGED("PHASE1_SA_PURGED", ANY, SA_DELETED, Cause.UNKNOWN),
  PHASE1_SA_EXPIRED("PHASE1_SA_EXPIRED", ANY, SA_ENDED, Cause.UNKNOWN),
  INITIAL_CONTACT("INITIAL_CONTACT", ANY, SA_ENDED, Cause.UNKNOWN),
  PHASE2_INITIATE("PHASE2_INITIATE", IKEV1, QM_STARTED, Cause.UNKNOWN),
  PHASE2_RESPOND("PHASE2_RESPOND", IKEV1, QM_STARTED, Cause.UNKNOWN),
  PHASE2_ESTABLISHED("PHASE2_ESTABLISHED", IKEV1, QM_UP, Cause.UNKNOWN),
  PHASE2_GENERAL_FAILURE("PHASE2_FAILED", IKEV1, QM_FAILED, Cause.PROCESSING_FAILED),
  PHASE2_TIMEOUT("PHASE2_TIMEOUT", IKEV1, QM_FAILED, Cause.SILENT_PEER),
  PHASE2_NO_POLICY("PHASE2_NO_POLICY", IKEV1, QM_FAILED, Cause.POLICY_MISSING),

  IKEV2_STATE("IKEV2_STATE", IKEV2, CONTEXT, Cause.UNKNOWN),
  IKEV2_RETRANSMIT_EXCEEDED(
      "IKEV2_RETRANSMIT_EXCEEDED", IKEV2, Meaning.EXCHANGE_GIVEN_UP, Cause.SILENT_PEER),
  IKEV2_NO_PROPOSAL("IKEV2_NO_PROPOSAL", IKEV2, Meaning.PROPOSAL_REFUSED, Cause.PROPOSAL_MISMATCH),
  IKEV2_TS_UNACCEPTABLE("IKEV2_TS_UNACCEPTABLE", IKEV2, QM_FAILED, Cause.POLICY_MISSING),
  IKEV2_CHILD_FAILED("IKEV2_CHILD_FAILED", IKEV2, QM_FAILED, Cause.PROPOSAL_MISMATCH),
  IKEV2_AUTH_FAILED("IKEV2_AUTH_FAILED", IKEV2, PHASE1_FAILED, Cause.AUTHENTICATION_FAILED),
  IKEV2_DELETE_RECEIVED("IKEV2_DELETE_RECEIVED", IKEV2, SA_DELETED, Cause.UNKNOWN),
  IKEV2_SA_EXPIRED("IKEV2_SA_EXPIRED", IKEV2, SA_ENDED, Cause.UNKNOWN),

  POLICY_FOUND("POLICY_FOUND", ANY, CONTEXT, Cause.UNKNOWN),
  HOST_SELECTOR_FOUND("HOST_SELECTOR_FOUND", ANY, Meaning.SELECTOR_FOUND, Cause.UNKNOWN),
  MESSAGE_REPEATED("MESSAGE_REPEATED", ANY, CONTEXT, Cause.UNKNOWN),

  OTHER("", ANY, CONTEXT, Cause.UNKNOWN);

  /** Whose vocabulary a text is: it tells the product family where the inventory does not. */
  enum Words {
    /** HP's own "MM" and "QM": A.01 and A.02. */
    HP,
    /** racoon2's "phase1" and "phase2": A.03 with IKEv1. */
    IKEV1,
    /** racoon2's IKEv2 texts: A.03 with IKEv2. */
    IKEV2,
    /** Says nothing of the family. */
    ANY
  }

  private static final Map<String, Signal> BY_ID = new HashMap<>();

  static {
    for (Signal signal : values()) {
      BY_ID.put(signal.id, signal);
    }
  }

  private final String id;
  private final Words words;
  private final Meaning meaning;
  private final Cause cause;

  Signal(String id, Words words, Meaning meaning, Cause cause) {
    this.id = id;
    this.words = words;
    this.meaning = meaning;
    this.cause = cause;
  }

  /** The signal with this catalogue id; {@link #OTHER} where it does not bear on a verdict. */
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
}
