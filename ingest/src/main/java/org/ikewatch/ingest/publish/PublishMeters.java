package org.ikewatch.ingest.publish;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;
import org.ikewatch.ingest.IngestMetrics;
import org.ikewatch.ingest.publish.PublisherState.Mode;

/** What can be read off without counting once more for each record. */
final class PublishMeters {
  private static final String PREFIX = "ikewatch_ingest_";

  private PublishMeters() {}

  /** Of all these together, except for whether records go straight to the broker: of the first. */
  static void register(IngestMetrics metrics, List<KafkaDelivery> deliveries) {
    for (DropReason reason : DropReason.values()) {
      metrics.mayDrop(reason.name());
    }
    counter(metrics, "submitted_lines", deliveries, InFlightLimit::entered);
    counter(metrics, "acknowledged_lines", deliveries, limit -> limit.left() - limit.returned());
    counter(metrics, "returned_lines", deliveries, InFlightLimit::returned);
    gauge(metrics, "inflight_lines", () -> sum(deliveries, InFlightLimit::inside));
    gauge(
        metrics,
        "spool_bytes",
        () -> deliveries.stream().mapToLong(one -> one.state().spooledBytes()).sum());
    gauge(metrics, "direct", () -> deliveries.get(0).state().mode() == Mode.DIRECT ? 1 : 0);
  }

  /** Meters hold what they are built on weakly: only the function keeps the deliveries. */
  private static void counter(
      IngestMetrics metrics,
      String name,
      List<KafkaDelivery> deliveries,
      ToLongFunction<InFlightLimit> lines) {
    FunctionCounter.builder(PREFIX + name, metrics, m -> sum(deliveries, lines))
        .register(metrics.registry());
  }

  private static void gauge(IngestMetrics metrics, String name, LongSupplier value) {
    Gauge.builder(PREFIX + name, metrics, m -> value.getAsLong()).register(metrics.registry());
  }

  private static long sum(List<KafkaDelivery> deliveries, ToLongFunction<InFlightLimit> lines) {
    return deliveries.stream().map(KafkaDelivery::inFlight).mapToLong(lines).sum();
  }
}
