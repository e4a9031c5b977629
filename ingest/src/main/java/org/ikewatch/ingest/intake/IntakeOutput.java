package org.ikewatch.ingest.intake;

import org.ikewatch.ingest.audit.IgnoreReason;
import org.ikewatch.ingest.audit.Receipt;
import org.ikewatch.ingest.syslog.HeaderHost;
import org.ikewatch.schemas.RejectedInput;

/**
 * Gets what the input comes to. Every line received is later in exactly one record, or rejected or
 * ignored.
 */
public interface IntakeOutput {
  /** Lines came in. */
  void received(int lines);

  /**
   * A message came whose header names a host that cannot be one; the sender's address names it
   * instead.
   */
  default void unusableHost(HeaderHost reason) {}

  /**
   * Where the records of this origin go; asked for once, when a stream begins, and again when its
   * host is known otherwise. So what all its records have in common is made but once.
   */
  RecordOutput recordsOf(Origin origin);

  /** A line that is no audit record. */
  void rejected(RejectedInput input, Receipt receipt);

  /** A line that carries nothing. */
  void ignored(IgnoreReason reason, Receipt receipt);
}
