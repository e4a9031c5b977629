package org.ikewatch.ingest;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.ikewatch.ingest.audit.Receipt;
import org.ikewatch.ingest.intake.Origin;
import org.ikewatch.ingest.intake.RecordMapper;
import org.ikewatch.ingest.publish.AuditPublisher;
import org.ikewatch.ingest.publish.PublisherState;
import org.ikewatch.schemas.AuditRecord;
import org.ikewatch.schemas.RejectedInput;

/** Keeps what is published, and settles its receipts at once or when it is told to. */
final class RecordingPublisher implements AuditPublisher {
  private final IngestMetrics metrics;
  private final List<AuditRecord> records = new CopyOnWriteArrayList<>();
  private final List<RejectedInput> rejects = new CopyOnWriteArrayList<>();
  private final Queue<Receipt> held = new ConcurrentLinkedQueue<>();
  private final AtomicInteger waiting = new AtomicInteger();
  private volatile boolean holds;
  private volatile CountDownLatch open = new CountDownLatch(0);
  private volatile boolean closed;

  RecordingPublisher(IngestMetrics metrics) {
    this.metrics = metrics;
  }

  @Override
  public Lane lane(Origin origin) {
    return entry -> {
      awaitOpen();
      records.add(RecordMapper.toAvro(entry));
      metrics.published(1, entry.lines());
      safe(entry.receipt());
    };
  }

  @Override
  public void reject(RejectedInput input, Receipt receipt) {
    awaitOpen();
    rejects.add(input);
    metrics.rejected(input.getReason());
    safe(receipt);
  }

  private void awaitOpen() {
    waiting.incrementAndGet();
    try {
      open.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      waiting.decrementAndGet();
    }
  }

  /** From now on whoever publishes has to wait, as for a broker that does not answer. */
  void block() {
    open = new CountDownLatch(1);
  }

  /** How many threads have to wait. */
  int waiting() {
    return waiting.get();
  }

  /** Nobody has to wait any longer. */
  void unblock() {
    open.countDown();
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
  public PublisherState state() {
    return new PublisherState(PublisherState.Mode.DIRECT, Instant.EPOCH, 0, 0, false, "");
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
