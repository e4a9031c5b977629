package org.ikewatch.ingest;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.ikewatch.ingest.audit.Receipt;
import org.ikewatch.ingest.publish.AuditPublisher;
import org.ikewatch.ingest.publish.PublisherState;
import org.ikewatch.schemas.AuditRecord;
import org.ikewatch.schemas.RejectedInput;

/** Keeps what is published. */
final class RecordingPublisher implements AuditPublisher {
  private final IngestMetrics metrics;
  private final List<AuditRecord> records = new CopyOnWriteArrayList<>();
  private final List<RejectedInput> rejects = new CopyOnWriteArrayList<>();
  private volatile boolean closed;

  RecordingPublisher(IngestMetrics metrics) {
    this.metrics = metrics;
  }

  @Override
  public void publish(AuditRecord auditRecord, int lines, Receipt receipt) {
    records.add(auditRecord);
    metrics.published(lines);
  }

  @Override
  public void reject(RejectedInput input, Receipt receipt) {
    rejects.add(input);
    metrics.rejected(input.getReason());
  }

  @Override
  public PublisherState state() {
    return new PublisherState(PublisherState.Mode.DIRECT, Instant.EPOCH, 0, 0, "");
  }

  @Override
  public void close() {
    closed = true;
  }

  List<AuditRecord> records() {
    return records;
  }

  List<String> texts() {
    return records.stream().map(AuditRecord::getText).toList();
  }

  List<RejectedInput> rejects() {
    return rejects;
  }

  List<String> reasons() {
    return rejects.stream().map(RejectedInput::getReason).toList();
  }

  boolean isClosed() {
    return closed;
  }
}
