package org.ikewatch.ingest.listen;

/** Why we ended a connection. */
public enum Cut {
  /** Nothing came for longer than {@code ingest.idle.timeout}. */
  IDLE,
  /** A message was unfinished for longer than {@code ingest.line.timeout}. */
  LINE_TIMEOUT,
  /** All unfinished messages together took more than {@code ingest.unfinished.max}. */
  UNFINISHED_MAX,
  /** The sender does not keep to RELP. */
  BAD_FRAME
}
