package org.ikewatch.ingest.publish;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.ikewatch.ingest.IngestMetrics;
import org.ikewatch.ingest.audit.IgnoreReason;
import org.ikewatch.ingest.audit.Receipt;
import org.ikewatch.ingest.intake.AuditEntry;
import org.ikewatch.ingest.intake.IntakeOutput;
import org.ikewatch.ingest.intake.Origin;
import org.ikewatch.ingest.intake.RecordOutput;
import org.ikewatch.ingest.syslog.HeaderHost;
import org.ikewatch.schemas.EventTimeSource;
import org.ikewatch.schemas.RejectedInput;

/** Hands what the input comes to over to a publisher. */
public final class PublishingOutput implements IntakeOutput {
  private final AuditPublisher publisher;
  private final IngestMetrics metrics;
  private final ClockSkew skew;
  private final UnknownTexts unknown;

  /** Hands over to this publisher, and measures the hosts' clocks on the way. */
  public PublishingOutput(
      AuditPublisher publisher, IngestMetrics metrics, MeterRegistry meters, Clock clock) {
    this.publisher = publisher;
    this.metrics = metrics;
    this.skew = new ClockSkew(meters, clock);
    this.unknown = new UnknownTexts(meters);
  }

  @Override
  public void received(int lines) {
    metrics.received(lines);
  }

  @Override
  public void unusableHost(HeaderHost reason) {
    metrics.unusableHost(reason);
  }

  @Override
  public RecordOutput recordsOf(Origin origin) {
    AuditPublisher.Lane lane = publisher.lane(origin);
    ClockSkew.Handle clock = skew.of(origin.host().name());
    return assembled -> {
      AuditEntry entry = new AuditEntry(assembled, origin);
      if (entry.eventTimeSource() == EventTimeSource.DATE) {
        clock.note(entry.receivedAt(), entry.eventTime());
      }
      if (!entry.match().isKnown()) {
        unknown.note(entry.text());
      }
      lane.publish(entry);
    };
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
