package org.ikewatch.app.operations;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.function.ToDoubleFunction;
import org.apache.kafka.streams.KafkaStreams;
import org.ikewatch.streams.CorrelatorStatus;
import org.ikewatch.streams.host.EngineStats.Fate;
import org.ikewatch.streams.host.EngineStats.Hygiene;

/**
 * The figures of a correlator. They are read when they are scraped: counting a record costs nothing
 * here.
 */
public final class CorrelateMetrics {
  private static final String PREFIX = "ikewatch_correlate_";
  private static final double MILLIS_PER_SECOND = 1_000;

  private final MeterRegistry meters;
  private final CorrelatorStatus correlator;

  private CorrelateMetrics(MeterRegistry meters, CorrelatorStatus correlator) {
    this.meters = meters;
    this.correlator = correlator;
  }

  /**
   * Registers them.
   *
   * @param clock gives the time with which the receipt of records is compared
   */
  public static void bind(MeterRegistry meters, CorrelatorStatus correlator, Clock clock) {
    CorrelateMetrics metrics = new CorrelateMetrics(meters, correlator);
    metrics.records();
    metrics.state();
    metrics.streams();
    metrics.gauge(
        "lag_seconds",
        "Age of the newest record or heartbeat processed, of the partition that is furthest behind; 0"
            + " before the first one. Also grows while no ingestor sends heartbeats.",
        it -> lag(it, clock));
  }

  private void records() {
    for (Fate fate : Fate.values()) {
      FunctionCounter.builder(
              PREFIX + "processed_records", correlator, it -> it.stats().sum(all -> all.of(fate)))
          .description("Audit records processed, by their outcome.")
          .tag("fate", fate.name())
          .register(meters);
    }
    for (Hygiene kind : Hygiene.values()) {
      FunctionCounter.builder(
              PREFIX + "hygiene_events", correlator, it -> it.stats().sum(all -> all.of(kind)))
          .description(
              "Observations about the health of hosts that bear on no verdict, by their kind.")
          .tag("kind", kind.name())
          .register(meters);
    }
    counter(
        "deadlettered_records",
        "Audit records that cannot be read or processed and went to ikewatch.deadletters.",
        it -> it.stats().deadLetters());
  }

  private void state() {
    gauge("known_hosts", "Hosts with state in this process.", it -> it.stats().hosts());
    gauge(
        "state_bytes",
        "Approximate size of the state of these hosts at rest.",
        it -> it.stats().bytes());
    counter(
        "restored_records",
        "Records read back from changelogs after a start or a takeover.",
        it -> it.restore().restoredRecords());
    gauge(
        "restore_remaining_records",
        "Records still to be read back, at most: a compacted changelog has fewer than offsets.",
        it -> it.restore().remainingRecords());
    gauge(
        "restoring_partitions",
        "Changelog partitions that are being restored.",
        it -> it.restore().restoringPartitions());
  }

  private void streams() {
    for (KafkaStreams.State state : KafkaStreams.State.values()) {
      Gauge.builder(
              PREFIX + "client_state",
              correlator,
              it -> it.state().equals(state.name()) ? 1.0 : 0.0)
          .description("1 for the state that the Kafka Streams client is in, 0 for the others.")
          .tag("state", state.name())
          .register(meters);
    }
    counter(
        "replaced_threads",
        "Stream threads that failed and were replaced.",
        CorrelatorStatus::replacedThreads);
  }

  private void counter(String name, String help, ToDoubleFunction<CorrelatorStatus> count) {
    FunctionCounter.builder(PREFIX + name, correlator, count).description(help).register(meters);
  }

  private void gauge(String name, String help, ToDoubleFunction<CorrelatorStatus> value) {
    Gauge.builder(PREFIX + name, correlator, value).description(help).register(meters);
  }

  private static double lag(CorrelatorStatus correlator, Clock clock) {
    long slowest = correlator.stats().slowestReceived();
    return slowest == Long.MAX_VALUE
        ? 0
        : Math.max(0, clock.millis() - slowest) / MILLIS_PER_SECOND;
  }
}
