package org.ikewatch.lab.oracle;

/** How the peer of a failure is known (engine.md 3). */
public enum Provenance {
  /** The text names it. */
  NAMED,
  /** Cookies, a pointer or a message id of a live exchange. */
  TIED,
  /** The only attempt open between two records with nothing missing between them. */
  SOLE_ATTEMPT,
  /** Only one peer can be meant. */
  ELIMINATION,
  /** A record of the same attempt names it. */
  COMPANION,
  /** Several can be meant. */
  AMBIGUOUS,
  /** No record says. */
  UNKNOWN
}
