package org.ikewatch.ingest.publish;

import org.ikewatch.ingest.IngestMetrics;
import org.ikewatch.ingest.audit.IgnoreReason;
import org.ikewatch.ingest.intake.IntakeOutput;
import org.ikewatch.schemas.AuditRecord;
import org.ikewatch.schemas.RejectedInput;

/** Hands what the input comes to over to a publisher. */
public record PublishingOutput(AuditPublisher publisher, IngestMetrics metrics)
    implements IntakeOutput {
  @Override
  public void received(int lines) {
    metrics.received(lines);
  }

  @Override
  public void record(AuditRecord auditRecord, int lines) {
    publisher.publish(auditRecord, lines);
  }

  @Override
  public void rejected(RejectedInput input) {
    publisher.reject(input);
  }

  @Override
  public void ignored(IgnoreReason reason) {
    metrics.ignored(reason.name());
  }
}
