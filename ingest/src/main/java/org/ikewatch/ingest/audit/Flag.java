package org.ikewatch.ingest.audit;

/** What a reader should know before trusting a record. */
public enum Flag {
  /** Joined from several lines. */
  WRAPPED,
  /** The event came without the line that dates it. */
  HEADER_MISSING,
  /** The header came without its event. */
  EVENT_MISSING,
  /** The header has no date that can be read. */
  DATE_UNREADABLE,
  /** The date lies more than a day after the record's arrival. */
  EVENT_TIME_IN_FUTURE,
  /** The bytes are not UTF-8; the text has replacement characters. */
  INVALID_UTF8,
  /** The connection ended inside the last line. */
  TRUNCATED,
  /**
   * Header and event did not come one right after the other; that they belong together is likely.
   */
  REORDERED,
  /** A shipper's note said some of its host, file, product and sequence. Nothing proves it. */
  SHIPPER_CLAIM,
  /** Neither the host's own address nor a relay sent it: another may have written it. */
  HOST_CLAIMED
}
