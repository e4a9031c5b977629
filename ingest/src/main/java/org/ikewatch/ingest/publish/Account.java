package org.ikewatch.ingest.publish;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.ikewatch.ingest.IngestMetrics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes down what becomes of what goes out. Safe for use by several threads. */
final class Account {
  private static final Logger LOG = LoggerFactory.getLogger(Account.class);

  private final IngestMetrics metrics;
  private final Map<Integer, AtomicLong> times = new ConcurrentHashMap<>();
  private final AtomicBoolean losing = new AtomicBoolean();

  Account(IngestMetrics metrics) {
    this.metrics = metrics;
  }

  /** The broker has it. */
  void acknowledged(Outgoing out, RecordMetadata metadata) {
    if (losing.get()) {
      losing.set(false);
    }
    // Whatever is spooled leaves the spool before it is anywhere else: nothing is counted twice.
    settle(out);
    out.content().acknowledged(metrics);
    if (out.content() instanceof Content.Audit) {
      // The metadata has just been made; the message is long out of the processor's cache.
      noteTime(
          metadata.partition(),
          metadata.hasTimestamp() ? metadata.timestamp() : out.message().timestamp());
    }
  }

  /** The disk has it. */
  void spooled(Outgoing out) {
    settle(out);
  }

  private static void settle(Outgoing out) {
    try {
      out.receipt().settle();
    } catch (RuntimeException e) {
      // The transport's trouble must not become that of the others' records.
      LOG.atWarn().setCause(e).log("A sender cannot be told that its line is safe");
    }
  }

  /** The time of this partition of the audit topic has come so far, in epoch milliseconds. */
  void noteTime(int partition, long timestamp) {
    AtomicLong time = times.get(partition);
    if (time == null) {
      time = times.computeIfAbsent(partition, number -> new AtomicLong());
    }
    time.lazySet(timestamp);
  }

  /** How far the time of this partition of the audit topic has come; 0 where nobody knows. */
  long time(int partition) {
    AtomicLong time = times.get(partition);
    return time == null ? 0 : time.get();
  }

  /** Nobody will ever have it, and sending it again would not help. */
  void refused(Outgoing out, Exception failure) {
    settle(out);
    dropped(out, DropReason.of(failure), failure);
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
