package org.ikewatch.streams.negotiation;

/** The two phases of IKE: an incident is about one of them. */
public enum Phase {
  /** Main Mode: the ISAKMP (IKE) SA. */
  PHASE1,
  /** Quick Mode: the IPSec (child) SAs. */
  PHASE2
}
