package org.ikewatch.streams.negotiation;

/** What a record says of the negotiation, whichever words its product version uses. */
enum Meaning {
  /** Phase 1 began: the first message was sent or arrived. */
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
  /** A Quick Mode (child) negotiation began. */
  QM_STARTED,
  /** A Quick Mode (child) negotiation succeeded. */
  QM_UP,
  /** A Quick Mode (child) negotiation failed. */
  QM_FAILED,
  /** The ISAKMP (IKE) SA was deleted, the record does not say why. */
  SA_DELETED,
  /** The SA ended for a reason that is no trouble: lifetime, INITIAL-CONTACT. */
  SA_ENDED,
  /** Says nothing of the negotiation by itself. */
  CONTEXT;

  /** Whether the record tells of a failure. */
  boolean failure() {
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
}
