package org.ikewatch.ingest.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.ikewatch.ingest.IngestMetrics;
import org.ikewatch.ingest.audit.Receipt;
import org.ikewatch.ingest.publish.FakeBroker.Mood;
import org.ikewatch.ingest.publish.PublisherState.Mode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines that were handed to a producer: submitted = acknowledged + returned + in flight. */
class SubmittedLinesTest {
  private static final Duration LONG = Duration.ofHours(1);
  private static final Duration LONGEST = Duration.ofMinutes(1);
  private static final int LINES = 2;

  @TempDir private Path directory;

  private final FakeBroker broker = new FakeBroker();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final IngestMetrics metrics = new IngestMetrics(meters);
  private Optional<KafkaDelivery> delivery = Optional.empty();

  @AfterEach
  void close() {
    delivery.ifPresent(KafkaDelivery::close);
  }

  private record Lines(long submitted, long acknowledged, long returned, long inFlight) {
    boolean isBalanced() {
      return submitted == acknowledged + returned + inFlight;
    }
  }

  private Lines lines() {
    return new Lines(
        meter("submitted_lines"),
        meter("acknowledged_lines"),
        meter("returned_lines"),
        meter("inflight_lines"));
  }

  private long meter(String name) {
    Measurement only = meters.get("ikewatch_ingest_" + name).meter().measure().iterator().next();
    return (long) only.getValue();
  }

  private void awaitLines(Lines expected) {
    await().atMost(LONGEST).untilAsserted(() -> assertThat(lines()).isEqualTo(expected));
    assertThat(expected.isBalanced()).isTrue();
  }

  private void open(int inflightMax, Duration patience) {
    DeliverySettings settings = Samples.settings(directory, inflightMax, patience, 1 << 20);
    KafkaDelivery opened = Samples.delivery(broker, settings, metrics);
    delivery = Optional.of(opened);
    PublishMeters.register(metrics, List.of(opened));
    await().until(() -> opened.state().mode() == Mode.DIRECT);
  }

  private void send(int first, int last) {
    for (int n = first; n <= last; n++) {
      metrics.received(LINES);
      delivery.get().send(Samples.record("hpux042", "" + n, LINES, Receipt.NONE));
    }
  }

  @Test
  void shouldBalanceOverAnOutage() {
    // Given
    open(100, LONG);
    send(1, 10);
    awaitLines(new Lines(20, 20, 0, 0));

    // When
    broker.become(Mood.SILENT);
    send(11, 15);
    awaitLines(new Lines(30, 20, 0, 10));
    broker.become(Mood.DOWN);
    awaitLines(new Lines(30, 20, 10, 0));
    send(16, 20);
    broker.become(Mood.UP);

    // Then
    await().atMost(LONGEST).until(() -> delivery.get().state().mode() == Mode.DIRECT);
    awaitLines(new Lines(50, 40, 10, 0));
    assertThat(metrics.counts().published()).isEqualTo(40);
  }

  @Test
  void shouldCountAsReturnedWhatNobodyWillTake() {
    // Given
    open(100, LONG);
    broker.refuseWith(new RecordTooLargeException("too large"));
    broker.become(Mood.DOWN);

    // When
    send(1, 1);

    // Then
    awaitLines(new Lines(2, 0, 2, 0));
    assertThat(metrics.counts().dropped()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void shouldBalanceWhateverTheBrokerDoes(long seed) {
    // Given
    open(50, Duration.ofMillis(5));
    broker.becomeMoody(new Random(seed));

    // When
    send(1, 3_000);
    broker.calmDown();

    // Then
    await().atMost(LONGEST).until(() -> metrics.counts().published() == 3_000 * LINES);
    await().atMost(LONGEST).until(() -> lines().inFlight() == 0);
    Lines last = lines();
    assertThat(last.acknowledged()).isEqualTo(3_000 * LINES);
    assertThat(last.returned()).isPositive();
    assertThat(last.isBalanced()).isTrue();
  }
}
