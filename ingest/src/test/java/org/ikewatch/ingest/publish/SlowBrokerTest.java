package org.ikewatch.ingest.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.ikewatch.ingest.IngestMetrics;
import org.ikewatch.ingest.IngestMetrics.Counts;
import org.ikewatch.ingest.publish.FakeBroker.Mood;
import org.ikewatch.ingest.publish.PublisherState.Mode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker that leaves everything unanswered for longer than the patience with it. */
class SlowBrokerTest {
  private static final Duration SHORT = Duration.ofMillis(20);

  @TempDir private Path directory;

  private final FakeBroker broker = new FakeBroker();
  private final IngestMetrics metrics = new IngestMetrics(new SimpleMeterRegistry());
  private final AtomicInteger settled = new AtomicInteger();
  private Optional<KafkaDelivery> delivery = Optional.empty();

  @AfterEach
  void close() {
    delivery.ifPresent(KafkaDelivery::close);
  }

  private void open(int inflightMax) {
    DeliverySettings settings = Samples.settings(directory, inflightMax, SHORT, 1 << 20);
    delivery = Optional.of(Samples.delivery(broker, settings, metrics));
    awaitMode(Mode.DIRECT);
  }

  private void send(int first, int last) {
    for (int n = first; n <= last; n++) {
      metrics.received(1);
      delivery.get().send(Samples.record("hpux042", "" + n, 1, settled::incrementAndGet));
    }
  }

  private static String[] numbers(int first, int last) {
    return IntStream.rangeClosed(first, last).mapToObj(Integer::toString).toArray(String[]::new);
  }

  private void awaitMode(Mode mode) {
    await().until(() -> delivery.get().state().mode() == mode);
  }

  private void awaitCounts(Counts counts) {
    await().untilAsserted(() -> assertThat(metrics.counts()).isEqualTo(counts));
  }

  @Test
  void shouldNotWaitForEverForABrokerThatSaysNothing() {
    // Given
    open(100);
    broker.become(Mood.SILENT);

    // When
    send(1, 2);

    // Then
    awaitCounts(new Counts(2, 0, 0, 0, 0, 0, 2));
    awaitMode(Mode.SPOOLING);
    await().until(() -> settled.get() == 2);
  }

  @Test
  void shouldSendNothingTwiceToABrokerThatIsOnlySlow() {
    // Given
    open(100);
    broker.become(Mood.SILENT);
    send(1, 3);
    awaitCounts(new Counts(3, 0, 0, 0, 0, 0, 3));
    send(4, 6);
    awaitCounts(new Counts(6, 0, 0, 0, 0, 0, 6));

    // When
    broker.become(Mood.UP);

    // Then
    awaitCounts(new Counts(6, 6, 0, 0, 0));
    awaitMode(Mode.DIRECT);
    assertThat(broker.values()).containsExactly(numbers(1, 6));
    assertThat(broker.opened()).isEqualTo(1);
    assertThat(settled).hasValue(6);
    send(7, 7);
    assertThat(broker.values()).containsExactly(numbers(1, 7));
  }

  @Test
  void shouldSendNothingTwiceToABrokerThatIsSlowTimeAndAgain() {
    // Given
    open(5);
    int sent = 0;

    // When
    for (int round = 0; round < 10; round++) {
      broker.become(Mood.SILENT);
      send(sent + 1, sent + 20);
      sent += 20;
      awaitMode(Mode.SPOOLING);
      broker.become(Mood.UP);
    }

    // Then
    awaitCounts(new Counts(sent, sent, 0, 0, 0));
    assertThat(broker.values()).containsExactly(numbers(1, sent));
    assertThat(broker.opened()).isEqualTo(1);
    assertThat(settled).hasValue(sent);
  }

  @Test
  void shouldKeepTheOrderWhereASlowBrokerGoesAway() {
    // Given
    open(100);
    broker.become(Mood.SILENT);
    send(1, 3);
    awaitCounts(new Counts(3, 0, 0, 0, 0, 0, 3));
    send(4, 6);

    // When
    broker.become(Mood.DOWN);
    await().until(() -> broker.opened() > 1);
    send(7, 9);
    broker.become(Mood.UP);

    // Then
    awaitCounts(new Counts(9, 9, 0, 0, 0));
    assertThat(broker.values()).containsExactly(numbers(1, 9));
    assertThat(settled).hasValue(9);
  }
}
