package org.ikewatch.ingest.intake;

import org.ikewatch.ingest.audit.IgnoreReason;
import org.ikewatch.ingest.audit.Receipt;
import org.ikewatch.schemas.AuditRecord;
import org.ikewatch.schemas.RejectedInput;

/** Gets what the input comes to. Every line received is later in exactly one of the others. */
public interface IntakeOutput {
  /** Lines came in. */
  void received(int lines);

  /** A record, made of this many lines; the receipt is theirs. */
  void record(AuditRecord auditRecord, int lines, Receipt receipt);

  /** A line that is no audit record. */
  void rejected(RejectedInput input, Receipt receipt);

  /** A line that carries nothing. */
  void ignored(IgnoreReason reason, Receipt receipt);
}
