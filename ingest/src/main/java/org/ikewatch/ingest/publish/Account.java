package org.ikewatch.ingest.publish;

import java.util.concurrent.atomic.AtomicBoolean;
import org.ikewatch.ingest.IngestMetrics;
import org.ikewatch.ingest.audit.Receipt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes down what becomes of what goes out. Safe for use by several threads. */
final class Account {
  private static final Logger LOG = LoggerFactory.getLogger(Account.class);

  private final IngestMetrics metrics;
  private final AtomicBoolean losing = new AtomicBoolean();

  Account(IngestMetrics metrics) {
    this.metrics = metrics;
  }

  /** The broker has it. */
  void acknowledged(Outgoing out) {
    if (losing.get()) {
      losing.set(false);
    }
    // Whatever is spooled leaves the spool before it is anywhere else: nothing is counted twice.
    settle(out.receipt());
    out.content().acknowledged(metrics);
  }

  /** The disk has it, under this number. */
  void spooled(Outgoing out, long sequence) {
    if (out.receipt() instanceof MovedReceipt moved) {
      moved.spooled(sequence);
    } else {
      settle(out.receipt());
    }
  }

  private static void settle(Receipt receipt) {
    try {
      receipt.settle();
    } catch (RuntimeException e) {
      // The transport's trouble must not become that of the others' records.
      LOG.atWarn().setCause(e).log("A sender cannot be told that its line is safe");
    }
  }

  /** Nobody will ever have it, and sending it again would not help. */
  void refused(Outgoing out, Exception failure) {
    settle(out.receipt());
    dropped(out, DropReason.of(failure), failure);
  }

  /** The queue of rejects is full: the reject is dropped, and its sender need not send it again. */
  void overflowed(Outgoing reject, DropReason reason) {
    settle(reject.receipt());
    dropped(reject, reason);
  }

  /** It is lost; its sender, where it keeps a copy, may send it again. */
  void dropped(Outgoing out, DropReason reason) {
    metrics.dropped(reason.name(), out.lines());
  }

  /** It is lost by this failure, which is told once until something arrives again. */
  void dropped(Outgoing out, DropReason reason, Exception failure) {
    if (!out.isPrecious()) {
      return;
    }
    dropped(out, reason);
    if (losing.compareAndSet(false, true)) {
      LOG.atError()
          .addKeyValue("reason", reason)
          .setCause(failure)
          .log("Records do not reach Kafka; the loss is counted until they do");
    }
  }
}
