package org.ikewatch.bench.fleet;

/** What a record means for the two detections that every side can express. */
public enum Kind {
  /** Bears on no negotiation. */
  CONTEXT,
  /** The SA of the pair is established. */
  SA_UP,
  /** Phase 1 failed; a detection if the pair has no SA in force. */
  PHASE1_FAILED,
  /** A Quick Mode or first child failed. */
  CHILD_FAILED,
  /** The SA ended; a detection if a child failed since it was established. */
  SA_ENDED
}
