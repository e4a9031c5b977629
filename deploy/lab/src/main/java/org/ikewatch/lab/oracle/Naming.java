package org.ikewatch.lab.oracle;

/** How the bearing records of an episode say whose they are. */
public enum Naming {
  /** Each names the peer, or is tied to it by cookies or a pointer in hand. */
  SELF_NAMING,
  /** Some name nobody: they need an episode with nothing else around it. */
  NEEDS_SOLITUDE,
  /** They are no negotiation's. */
  NONE
}
