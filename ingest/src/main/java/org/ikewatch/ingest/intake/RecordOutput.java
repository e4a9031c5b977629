package org.ikewatch.ingest.intake;

import org.ikewatch.ingest.audit.AssembledRecord;

/** Gets the records of one origin. */
@FunctionalInterface
public interface RecordOutput {
  /** A record; the receipt of its lines is settled when it is safe. */
  void record(AssembledRecord assembled);
}
