package org.ikewatch.ingest.listen;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.ikewatch.ingest.IngestMetrics;

/** Counts connections and what never became lines. Safe for use by several threads. */
public final class ListenMetrics {
  private static final String PREFIX = "ikewatch_ingest_";

  private final IngestMetrics lines;
  private final Map<StreamTransport, Counter> accepted = new EnumMap<>(StreamTransport.class);
  private final Map<StreamTransport, AtomicInteger> open = new EnumMap<>(StreamTransport.class);
  private final Map<Refusal, Counter> refused = new EnumMap<>(Refusal.class);
  private final Map<Cut, Counter> cut = new EnumMap<>(Cut.class);
  private final AtomicInteger throttled = new AtomicInteger();
  private final Counter relpAcknowledged;
  private final Counter overflow;
  private final List<LongSupplier> waiting = new CopyOnWriteArrayList<>();

  /** Counters in this registry; dropped lines are counted with the others. */
  public ListenMetrics(IngestMetrics lines, MeterRegistry meters) {
    this.lines = lines;
    for (StreamTransport transport : StreamTransport.values()) {
      String label = transport.name().toLowerCase(Locale.ROOT);
      AtomicInteger count = new AtomicInteger();
      open.put(transport, count);
      Gauge.builder(PREFIX + "open_connections", count, AtomicInteger::get)
          .tag("transport", label)
          .register(meters);
      accepted.put(transport, meters.counter(PREFIX + "accepted_connections", "transport", label));
    }
    for (Refusal reason : Refusal.values()) {
      if (reason != Refusal.RATE_LIMITED) {
        refused.put(
            reason, meters.counter(PREFIX + "refused_connections", "reason", reason.name()));
      }
    }
    lines.mayDrop(Refusal.SENDER_NOT_ALLOWED.name());
    lines.mayDrop(Refusal.RATE_LIMITED.name());
    for (Cut reason : Cut.values()) {
      cut.put(reason, meters.counter(PREFIX + "cut_connections", "reason", reason.name()));
    }
    Gauge.builder(PREFIX + "throttled_connections", throttled, AtomicInteger::get).register(meters);
    this.relpAcknowledged = meters.counter(PREFIX + "relp_acknowledged_messages");
    this.overflow = meters.counter(PREFIX + "udp_overflow_datagrams");
    Gauge.builder(
            PREFIX + "udp_waiting_datagrams",
            waiting,
            all -> all.stream().mapToLong(LongSupplier::getAsLong).sum())
        .register(meters);
  }

  /** Datagrams wait in this queue, too. */
  void waitsIn(LongSupplier queue) {
    waiting.add(queue);
  }

  void opened(StreamTransport transport) {
    accepted.get(transport).increment();
    open.get(transport).incrementAndGet();
  }

  void closed(StreamTransport transport) {
    open.get(transport).decrementAndGet();
  }

  /** A connection was not let in. */
  public void refused(Refusal reason) {
    refused.get(reason).increment();
  }

  /** A connection was ended by us. */
  public void cut(Cut reason) {
    cut.get(reason).increment();
  }

  /** Lines came in a datagram that is not taken. */
  void dropped(Refusal reason, int count) {
    lines.received(count);
    lines.dropped(reason.name(), count);
  }

  /** So many more connections are read more slowly than they send; fewer where negative. */
  void throttled(int more) {
    throttled.addAndGet(more);
  }

  /** Messages were acknowledged over RELP. */
  public void relpAcknowledged(int messages) {
    relpAcknowledged.increment(messages);
  }

  /** Datagrams were lost in the kernel's receive queue, before anyone saw how many lines. */
  void overflowed(long datagrams) {
    overflow.increment((double) datagrams);
  }
}
