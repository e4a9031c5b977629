package org.ikewatch.streams.negotiation;

/** How the peer of a record is known; it bounds the confidence of what the record proves. */
public enum Provenance {
  /** The text names the peer. */
  NAMED,
  /** Cookies, pointer or message id of a live exchange belong to the peer. */
  TIED,
  /**
   * Only this attempt was open, and the Msg numbers show that no record is missing which could have
   * begun another one.
   */
  SOLE_ATTEMPT,
  /** Only one peer fits what is known to be open. */
  ELIMINATION,
  /** A record of the same attempt next to this one names the peer. */
  COMPANION,
  /** Several peers fit. */
  AMBIGUOUS,
  /** Nothing indicates a peer. */
  UNKNOWN;

  /** Whether the peer is proven, so that a verdict about it may be CONFIRMED. */
  public boolean proven() {
    return this == NAMED || this == TIED || this == SOLE_ATTEMPT;
  }

  /** The stronger of two ways in which the same peer is known. */
  public Provenance or(Provenance other) {
    return compareTo(other) <= 0 ? this : other;
  }
}
