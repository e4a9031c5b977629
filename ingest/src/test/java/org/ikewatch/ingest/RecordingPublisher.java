package org.ikewatch.ingest;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.ikewatch.ingest.audit.Receipt;
import org.ikewatch.ingest.publish.AuditPublisher;
import org.ikewatch.schemas.AuditRecord;
import org.ikewatch.schemas.RejectedInput;

/** Keeps what is published, and settles its receipts at once or when it is told to. */
final class RecordingPublisher implements AuditPublisher {
  private final IngestMetrics metrics;
  private final List<AuditRecord> records = new CopyOnWriteArrayList<>();
  private final List<RejectedInput> rejects = new CopyOnWriteArrayList<>();
  private final Queue<Receipt> held = new ConcurrentLinkedQueue<>();
  private volatile boolean holds;
  private volatile boolean closed;

  RecordingPublisher(IngestMetrics metrics) {
    this.metrics = metrics;
  }

  @Override
  public void publish(AuditRecord auditRecord, int lines, Receipt receipt) {
    records.add(auditRecord);
    metrics.published(lines);
    safe(receipt);
  }

  @Override
  public void reject(RejectedInput input, Receipt receipt) {
    rejects.add(input);
    metrics.rejected(input.getReason());
    safe(receipt);
  }

  private void safe(Receipt receipt) {
    if (holds) {
      held.add(receipt);
    } else {
      receipt.settle();
    }
  }

  /** From now on nothing is safe. */
  void hold() {
    holds = true;
  }

  /** The receipts of what is not safe so far, in the order it came; they are the caller's now. */
  List<Receipt> takeHeld() {
    List<Receipt> all = new ArrayList<>();
    for (Receipt receipt = held.poll(); receipt != null; receipt = held.poll()) {
      all.add(receipt);
    }
    return all;
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
