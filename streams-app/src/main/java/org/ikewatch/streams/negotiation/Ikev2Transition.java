package org.ikewatch.streams.negotiation;

/**
 * Reads the IKEv2 state machine's debug records (A0302 p. 131; state names as in racoon2's {@code
 * ikev2_state_str}).
 */
final class Ikev2Transition {
  static final String ESTABLISHED = "ESTABLISHED";

  /** A rekeyed SA never passes IKE_SA_INIT: it goes from here to {@link #ESTABLISHED}. */
  static final String IDLING = "IDLING";

  private Ikev2Transition() {}

  static Meaning meaning(String from, String to) {
    return switch (to) {
      case "INI_IKE_SA_INIT_SENT", "RES_IKE_SA_INIT_SENT" -> Meaning.PHASE1_STARTED;
      case ESTABLISHED -> Meaning.PHASE1_UP;
      case "DYING" -> dying(from);
      case "DEAD" -> ESTABLISHED.equals(from) ? Meaning.SA_DELETED : Meaning.CONTEXT;
      default -> Meaning.CONTEXT;
    };
  }

  private static Meaning dying(String from) {
    return switch (from) {
      // Past IKE_SA_INIT: authentication and first child fail from this state alike.
      case "INI_IKE_AUTH_SENT", "RES_IKE_AUTH_RCVD" -> Meaning.DIED_IN_AUTH;
      case ESTABLISHED -> Meaning.SA_DELETED;
      case "INI_IKE_SA_INIT_SENT", "INI_IKE_AUTH_RCVD", "RES_IKE_SA_INIT_SENT" ->
          Meaning.PHASE1_FAILED;
      default -> Meaning.CONTEXT;
    };
  }
}
