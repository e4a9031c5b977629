package org.ikewatch.ingest.replay;

import org.ikewatch.schemas.AuditRecord;
import org.ikewatch.schemas.RejectedInput;

/** What one input of a replay came to. */
public sealed interface Replayed {
  /** An audit record, with the file and line it starts on. */
  record Audited(AuditRecord record) implements Replayed {}

  /** Input that is no audit record. */
  record Rejected(RejectedInput input) implements Replayed {}
}
