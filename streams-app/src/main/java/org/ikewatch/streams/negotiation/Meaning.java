package org.ikewatch.streams.negotiation;

/** What a record means for a negotiation, whichever words its product version uses. */
public enum Meaning {
  /** Phase 1 began: the first message was sent or has arrived. */
  PHASE1_STARTED,
  /** The ISAKMP (IKE) SA is established. */
  PHASE1_UP,
  /** Phase 1 ended without an SA. */
  PHASE1_FAILED,
  /** One phase-1 transform was refused; another one of the same offer may still be accepted. */
  PHASE1_REFUSED,
  /**
   * A phase 2 gave up waiting for phase 1: a companion of a phase-1 failure, and no evidence that
   * phase 1 succeeded (A0300 p. 156 NOTE).
   */
  PHASE1_AWAITED,
  /** A Quick Mode cannot begin: the phase 1 that is pending, if any, is not established. */
  PHASE1_NOT_READY,
  /** An IKEv2 exchange was given up; the text does not say which one (A0300 p. 156). */
  EXCHANGE_GIVEN_UP,
  /** The SA died between IKE_AUTH sent and its answer: authentication or first child. */
  DIED_IN_AUTH,
  /** An IKEv2 proposal was refused, of the IKE SA or of a child: the text is the same. */
  PROPOSAL_REFUSED,
  /**
   * A host policy fits: on an IKEv2 responder the IKE SA negotiation succeeded, on an initiator it
   * proves nothing (A0302 p. 131).
   */
  SELECTOR_FOUND,
  /** An IKEv2 policy was selected: on a responder, the first message has arrived. */
  IKEV2_POLICY_FOUND,
  /** A Quick Mode (child) negotiation began. */
  QM_STARTED,
  /** A Quick Mode (child) negotiation succeeded. */
  QM_UP,
  /** A Quick Mode (child) negotiation failed. */
  QM_FAILED,
  /** The ISAKMP (IKE) SA was deleted; the record does not say why. */
  SA_DELETED,
  /** The SA reached the end of its lifetime. */
  SA_EXPIRED,
  /** The peer restarted (INITIAL-CONTACT): the SAs from before are void. */
  PEER_RESTARTED,
  /** The count of repetitions that syslogd writes in place of equal lines. */
  REPEATED,
  /** A Quick Mode refers to an SA that this host does not have: the peer's state is stale. */
  STALE_PEER,
  /** The peer of an SA in force does not answer any more. */
  DEAD_PEER,
  /** A packet that belongs to no negotiation of this host, such as a scanner's. */
  STRAY_PACKET,
  /** Bears on no negotiation. */
  CONTEXT;

  /** Whether the record states a failure of a negotiation. */
  public boolean failure() {
    return switch (this) {
      case PHASE1_FAILED,
          PHASE1_REFUSED,
          PHASE1_AWAITED,
          EXCHANGE_GIVEN_UP,
          DIED_IN_AUTH,
          PROPOSAL_REFUSED,
          QM_FAILED ->
          true;
      default -> false;
    };
  }

  /** Whether a record of this meaning can change the state of a negotiation. */
  public boolean bearsOnNegotiation() {
    return switch (this) {
      case CONTEXT, STALE_PEER, DEAD_PEER, STRAY_PACKET -> false;
      default -> true;
    };
  }
}
