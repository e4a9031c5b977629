package org.ikewatch.lab.oracle;

/** Who began the negotiation; {@link #EITHER} where the story does not depend on it. */
public enum Role {
  INITIATOR,
  RESPONDER,
  EITHER
}
