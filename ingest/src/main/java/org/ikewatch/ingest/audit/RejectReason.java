package org.ikewatch.ingest.audit;

/** Why an input is no audit record. */
public enum RejectReason {
  /** The text is neither a header, nor an event, nor the continuation of one. */
  NOT_AN_AUDIT_RECORD,
  /** The connection ended before the line did, and what came does not make a whole record. */
  CONNECTION_CUT,
  /** The line is longer than the configured bound; its beginning is kept. */
  LINE_TOO_LONG,
  /** RFC 6587 section 3.4.1: no frame begins where the last octet count says. */
  BAD_OCTET_COUNT,
  /** What came over RELP does not keep to that protocol; the connection was ended. */
  BAD_RELP_FRAME,
  /** It is a record of a host for which its sender, which is no relay, may not speak. */
  HOST_CLAIMED
}
