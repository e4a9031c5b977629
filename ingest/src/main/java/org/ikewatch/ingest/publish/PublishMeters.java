package org.ikewatch.ingest.publish;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
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
    MeterRegistry meters = metrics.registry();
    counter(meters, "submitted_lines", deliveries, InFlightLimit::entered);
    counter(meters, "acknowledged_lines", deliveries, limit -> limit.left() - limit.returned());
    counter(meters, "returned_lines", deliveries, InFlightLimit::returned);
    Gauge.builder(PREFIX + "inflight_lines", deliveries, all -> sum(all, InFlightLimit::inside))
        .register(meters);
    Gauge.builder(
            PREFIX + "spool_bytes",
            deliveries,
            all -> all.stream().mapToLong(one -> one.state().spooledBytes()).sum())
        .register(meters);
    Gauge.builder(
            PREFIX + "direct",
            deliveries.get(0),
            first -> first.state().mode() == Mode.DIRECT ? 1 : 0)
        .register(meters);
  }

  private static void counter(
      MeterRegistry meters,
      String name,
      List<KafkaDelivery> deliveries,
      ToLongFunction<InFlightLimit> lines) {
    FunctionCounter.builder(PREFIX + name, deliveries, all -> sum(all, lines)).register(meters);
  }

  private static long sum(List<KafkaDelivery> deliveries, ToLongFunction<InFlightLimit> lines) {
    return deliveries.stream().map(KafkaDelivery::inFlight).mapToLong(lines).sum();
  }
}
