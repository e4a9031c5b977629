package org.ikewatch.lab.harness;

import java.time.Instant;
import org.apache.avro.Schema;
import org.ikewatch.schemas.AuditRecord;
import org.ikewatch.schemas.RecordKind;

/** Heartbeats, and which ingestor a record came through. */
final class Heartbeats {
  private static final Schema.Field INGESTOR = AuditRecord.getClassSchema().getField("ingestor");

  private Heartbeats() {}

  /** Of all ingestors. */
  static AuditRecord of(Instant time) {
    return AuditRecord.newBuilder()
        .setKind(RecordKind.HEARTBEAT)
        .setHost("")
        .setSender("")
        .setReceivedAt(time)
        .setEventTime(time)
        .build();
  }

  /** Of one ingestor. */
  static AuditRecord of(String ingestor, Instant time) {
    return through(ingestor, of(time));
  }

  /** The record, marked with its ingestor where the contract has a field for it. */
  static AuditRecord through(String ingestor, AuditRecord record) {
    if (INGESTOR != null) {
      record.put(INGESTOR.pos(), ingestor);
    }
    return record;
  }
}
