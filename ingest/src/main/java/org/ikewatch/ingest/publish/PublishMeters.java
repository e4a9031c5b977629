package org.ikewatch.ingest.publish;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.ikewatch.ingest.IngestMetrics;
import org.ikewatch.ingest.publish.PublisherState.Mode;

/** What can be read off without counting once more for each record. */
final class PublishMeters {
  private static final String PREFIX = "ikewatch_ingest_";

  private PublishMeters() {}

  static void register(IngestMetrics metrics, Window window, Delivery delivery) {
    for (DropReason reason : DropReason.values()) {
      metrics.mayDrop(reason.name());
    }
    MeterRegistry meters = metrics.registry();
    FunctionCounter.builder(PREFIX + "submitted_lines", window, Window::entered).register(meters);
    FunctionCounter.builder(PREFIX + "acknowledged_lines", window, w -> w.left() - w.returned())
        .register(meters);
    FunctionCounter.builder(PREFIX + "returned_lines", window, Window::returned).register(meters);
    Gauge.builder(PREFIX + "inflight_lines", window, Window::inside).register(meters);
    Gauge.builder(PREFIX + "spool_bytes", delivery, d -> d.state().spooledBytes()).register(meters);
    Gauge.builder(PREFIX + "direct", delivery, d -> d.state().mode() == Mode.DIRECT ? 1 : 0)
        .register(meters);
  }
}
