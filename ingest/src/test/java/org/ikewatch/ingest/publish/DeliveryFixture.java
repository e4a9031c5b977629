package org.ikewatch.ingest.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.Producer;
import org.ikewatch.ingest.IngestMetrics;
import org.ikewatch.ingest.IngestMetrics.Counts;
import org.ikewatch.ingest.audit.Receipt;
import org.ikewatch.ingest.publish.PublisherState.Mode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** A delivery over a broker that does what a test tells it, and what came of the records. */
abstract class DeliveryFixture {
  @TempDir Path directory;

  final FakeBroker broker = new FakeBroker();
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final IngestMetrics metrics = new IngestMetrics(meters);
  final AtomicInteger settled = new AtomicInteger();
  Optional<KafkaDelivery> delivery = Optional.empty();

  @AfterEach
  void close() {
    delivery.ifPresent(KafkaDelivery::close);
  }

  void open(int inflightMax, Duration patience, long spoolMax) {
    open(broker, inflightMax, patience, spoolMax);
  }

  void open(
      Supplier<Producer<byte[], byte[]>> producers,
      int inflightMax,
      Duration patience,
      long spoolMax) {
    delivery =
        Optional.of(
            Samples.delivery(
                producers, Samples.settings(directory, inflightMax, patience, spoolMax), metrics));
    awaitMode(Mode.DIRECT);
  }

  void send(int first, int last) {
    for (int n = first; n <= last; n++) {
      send(n, settled::incrementAndGet);
    }
  }

  void send(int number, Receipt receipt) {
    metrics.received(1);
    delivery.get().send(Samples.record("hpux042", "" + number, 1, receipt));
  }

  static String[] numbers(int first, int last) {
    return IntStream.rangeClosed(first, last).mapToObj(Integer::toString).toArray(String[]::new);
  }

  void awaitMode(Mode mode) {
    await().until(() -> delivery.get().state().mode() == mode);
  }

  void awaitCounts(Counts counts) {
    await().untilAsserted(() -> assertThat(metrics.counts()).isEqualTo(counts));
  }
}
