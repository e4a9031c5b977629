package org.ikewatch.streams.negotiation;

/** The part a host plays in one attempt: the same text means different things by it. */
public enum Role {
  INITIATOR,
  RESPONDER,
  UNKNOWN;

  /** The role that a start record names. */
  public static Role of(AuditEvent event) {
    return switch (event.signal()) {
      case PHASE1_INITIATE, PHASE2_INITIATE -> INITIATOR;
      case PHASE1_RESPOND, PHASE2_RESPOND -> RESPONDER;
      case IKEV2_STATE -> ofState(event.attributes().getOrDefault("toState", ""));
      default -> UNKNOWN;
    };
  }

  private static Role ofState(String state) {
    if (state.startsWith("INI_")) {
      return INITIATOR;
    }
    return state.startsWith("RES_") ? RESPONDER : UNKNOWN;
  }
}
