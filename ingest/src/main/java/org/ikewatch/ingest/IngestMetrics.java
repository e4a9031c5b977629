package org.ikewatch.ingest;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts what becomes of the input. The unit is the line: a framed message, or each line of one
 * that has several. Every line received is at any time in exactly one of: published (as part of a
 * record that the broker acknowledged), rejected (acknowledged on the rejects topic), dropped,
 * ignored, or pending.
 */
public final class IngestMetrics {
  private static final String PREFIX = "ikewatch_ingest_";

  private final MeterRegistry meters;
  private final Counter received;
  private final Counter published;
  private final Counter records;
  private final Counter heartbeats;
  private final Map<String, Counter> byReason = new ConcurrentHashMap<>();

  /** Counters in this registry. */
  public IngestMetrics(MeterRegistry meters) {
    this.meters = meters;
    this.received = meters.counter(PREFIX + "received_lines");
    this.published = meters.counter(PREFIX + "published_lines");
    this.records = meters.counter(PREFIX + "published_records");
    this.heartbeats = meters.counter(PREFIX + "heartbeat_records");
    Gauge.builder(PREFIX + "pending_lines", this, m -> m.counts().pending()).register(meters);
  }

  /** Where all of them are registered. */
  MeterRegistry registry() {
    return meters;
  }

  /** Lines came in. */
  public void received(int lines) {
    received.increment(lines);
  }

  /** A record of this many lines is safe. */
  public void published(int lines) {
    published.increment(lines);
    records.increment();
  }

  /** A line is safe on the rejects topic. */
  public void rejected(String reason) {
    counter("rejected_lines", reason).increment();
  }

  /** Lines are lost. */
  public void dropped(String reason, int lines) {
    counter("dropped_lines", reason).increment(lines);
  }

  /** A line carried nothing. */
  public void ignored(String reason) {
    counter("ignored_lines", reason).increment();
  }

  /** A heartbeat is safe. */
  public void heartbeat() {
    heartbeats.increment();
  }

  private Counter counter(String name, String reason) {
    return byReason.computeIfAbsent(
        name + ' ' + reason, key -> meters.counter(PREFIX + name, "reason", reason));
  }

  /**
   * The counts at one moment, in lines.
   *
   * @param received all that came in
   */
  public record Counts(long received, long published, long rejected, long dropped, long ignored) {
    /** Lines whose fate is not known yet. */
    public long pending() {
      return received - published - rejected - dropped - ignored;
    }
  }

  /** The counts now. */
  public Counts counts() {
    return new Counts(
        (long) received.count(),
        (long) published.count(),
        sum("rejected_lines "),
        sum("dropped_lines "),
        sum("ignored_lines "));
  }

  private long sum(String prefix) {
    double sum = 0;
    for (Map.Entry<String, Counter> entry : byReason.entrySet()) {
      if (entry.getKey().startsWith(prefix)) {
        sum += entry.getValue().count();
      }
    }
    return (long) sum;
  }
}
