package org.ikewatch.ingest.publish;

import io.micrometer.core.instrument.MeterRegistry;
import org.ikewatch.ingest.IngestMetrics;
import org.ikewatch.ingest.audit.IgnoreReason;
import org.ikewatch.ingest.audit.Match;
import org.ikewatch.ingest.audit.Receipt;
import org.ikewatch.ingest.intake.IntakeOutput;
import org.ikewatch.schemas.AuditRecord;
import org.ikewatch.schemas.RejectedInput;

/** Hands what the input comes to over to a publisher. */
public final class PublishingOutput implements IntakeOutput {
  private final AuditPublisher publisher;
  private final IngestMetrics metrics;
  private final ClockSkew skew;
  private final UnknownTexts unknown;

  /** Hands over to this publisher, and measures the hosts' clocks on the way. */
  public PublishingOutput(AuditPublisher publisher, IngestMetrics metrics, MeterRegistry meters) {
    this.publisher = publisher;
    this.metrics = metrics;
    this.skew = new ClockSkew(meters);
    this.unknown = new UnknownTexts(meters);
  }

  @Override
  public void received(int lines) {
    metrics.received(lines);
  }

  @Override
  public void record(AuditRecord auditRecord, int lines, Receipt receipt) {
    skew.note(auditRecord);
    if (auditRecord.getSignal().equals(Match.UNKNOWN_TEXT)) {
      unknown.note(auditRecord.getText());
    }
    publisher.publish(auditRecord, lines, receipt);
  }

  @Override
  public void rejected(RejectedInput input, Receipt receipt) {
    publisher.reject(input, receipt);
  }

  @Override
  public void ignored(IgnoreReason reason, Receipt receipt) {
    metrics.ignored(reason.name());
    receipt.settle();
  }
}
