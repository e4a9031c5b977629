package org.ikewatch.ingest;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.ikewatch.ingest.audit.IgnoreReason;
import org.ikewatch.ingest.audit.RejectReason;
import org.ikewatch.ingest.syslog.HeaderHost;

/**
 * Counts what becomes of the input. The unit is the line: a framed message, or each line of one
 * that has several. Every line received is at any time in exactly one of: published (as part of a
 * record that the broker acknowledged), rejected (acknowledged on the rejects topic), dropped,
 * ignored, in the spool, or pending. What an earlier process left in the spool is counted as
 * recovered when it is found there, so that at any time
 *
 * <pre>
 * received + recovered = published + rejected + dropped + ignored + in the spool + pending
 * </pre>
 *
 * <p>Beside that, of the lines that were handed to a producer, some of them more than once:
 *
 * <pre>
 * submitted = acknowledged + returned + in flight
 * </pre>
 */
public final class IngestMetrics {
  private static final String PREFIX = "ikewatch_ingest_";

  private final MeterRegistry meters;
  private final LongAdder received;
  private final LongAdder published;
  private final LongAdder records;
  private final Counter heartbeats;
  private final Counter spooled;
  private final Counter recovered;
  private final Counter damages;
  private final Counter damagedBytes;
  private final AtomicLong inSpool = new AtomicLong();
  private final Map<HeaderHost, Counter> unusableHosts = new EnumMap<>(HeaderHost.class);
  private final Map<String, Counter> byReason = new ConcurrentHashMap<>();

  /** Counters in this registry. */
  public IngestMetrics(MeterRegistry meters) {
    this.meters = meters;
    this.received = often(PREFIX + "received_lines");
    this.published = often(PREFIX + "published_lines");
    this.records = often(PREFIX + "published_records");
    this.heartbeats = meters.counter(PREFIX + "heartbeat_records");
    this.spooled = meters.counter(PREFIX + "spooled_lines");
    this.recovered = meters.counter(PREFIX + "recovered_lines");
    this.damages = meters.counter(PREFIX + "spool_damages");
    this.damagedBytes = meters.counter(PREFIX + "spool_damaged_bytes");
    for (RejectReason reason : RejectReason.values()) {
      var unused = counter("rejected_lines", reason.name());
    }
    for (IgnoreReason reason : IgnoreReason.values()) {
      var unused = counter("ignored_lines", reason.name());
    }
    for (HeaderHost reason : HeaderHost.values()) {
      if (reason != HeaderHost.USABLE) {
        unusableHosts.put(
            reason, meters.counter(PREFIX + "unusable_host_messages", "reason", reason.name()));
      }
    }
    Gauge.builder(PREFIX + "spool_lines", inSpool, AtomicLong::get).register(meters);
    Gauge.builder(PREFIX + "pending_lines", this, m -> m.counts().pending()).register(meters);
  }

  /** Where all of them are registered. */
  public MeterRegistry registry() {
    return meters;
  }

  /** Lines came in. */
  public void received(int lines) {
    received.add(lines);
  }

  /** Records of so many lines together are safe. */
  public void published(int ofRecords, int lines) {
    published.add(lines);
    records.add(ofRecords);
  }

  /** A line is safe on the rejects topic. */
  public void rejected(String reason) {
    counter("rejected_lines", reason).increment();
  }

  /** Lines are lost. */
  public void dropped(String reason, long lines) {
    counter("dropped_lines", reason).increment((double) lines);
  }

  /** A line carried nothing. */
  public void ignored(String reason) {
    counter("ignored_lines", reason).increment();
  }

  /** A message came whose header names a host that cannot be one, for this reason. */
  public void unusableHost(HeaderHost reason) {
    unusableHosts.get(reason).increment();
  }

  /** Lines are safe on disk, for the time being. */
  public void spooled(long lines) {
    spooled.increment((double) lines);
    inSpool.addAndGet(lines);
  }

  /** Lines of an earlier process were found in the spool. */
  public void recovered(long lines) {
    recovered.increment((double) lines);
    inSpool.addAndGet(lines);
  }

  /** Lines have left the spool. */
  public void drained(long lines) {
    inSpool.addAndGet(-lines);
  }

  /** A part of the spool cannot be read. */
  public void spoolDamaged(long bytes) {
    damages.increment();
    damagedBytes.increment((double) bytes);
  }

  /** A heartbeat is safe. */
  public void heartbeat() {
    heartbeats.increment();
  }

  /** Shows lines dropped for this reason from the start: a rate needs the zero before the first. */
  public void mayDrop(String reason) {
    var unused = counter("dropped_lines", reason);
  }

  /** A counter that costs little, for what happens with each line. */
  private LongAdder often(String name) {
    LongAdder count = new LongAdder();
    FunctionCounter.builder(name, count, LongAdder::sum).register(meters);
    return count;
  }

  private Counter counter(String name, String reason) {
    return byReason.computeIfAbsent(
        name + ' ' + reason, key -> meters.counter(PREFIX + name, "reason", reason));
  }

  /**
   * The counts at one moment, in lines.
   *
   * @param received all that came in
   * @param recovered all that was found in the spool at the start
   * @param spooled what is in the spool now
   */
  public record Counts(
      long received,
      long published,
      long rejected,
      long dropped,
      long ignored,
      long recovered,
      long spooled) {
    /** Counts of which the spool has no part. */
    public Counts(long received, long published, long rejected, long dropped, long ignored) {
      this(received, published, rejected, dropped, ignored, 0, 0);
    }

    /** Lines whose fate is not known yet. */
    public long pending() {
      return received + recovered - published - rejected - dropped - ignored - spooled;
    }
  }

  /** The counts now. */
  public Counts counts() {
    return new Counts(
        received.sum(),
        published.sum(),
        sum("rejected_lines "),
        sum("dropped_lines "),
        sum("ignored_lines "),
        (long) recovered.count(),
        inSpool.get());
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
