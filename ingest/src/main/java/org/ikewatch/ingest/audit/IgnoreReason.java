package org.ikewatch.ingest.audit;

/** Why a line of a report carries nothing, though nothing is wrong with it. */
public enum IgnoreReason {
  /** Nothing but blanks. */
  BLANK,
  /** A ruled heading, as the other sections of {@code ipsec_report} print them (A0300 p. 147). */
  BANNER,
  /** A notice that a numbered record was repeated: it is one record, sent again. */
  REPEATED_RECORD
}
