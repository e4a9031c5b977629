package org.ikewatch.ingest.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.ikewatch.ingest.IngestMetrics;
import org.ikewatch.ingest.IngestMetrics.Counts;
import org.ikewatch.ingest.audit.Receipt;
import org.ikewatch.ingest.publish.FakeBroker.Mood;
import org.ikewatch.ingest.publish.PublisherState.Mode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class KafkaDeliveryTest extends DeliveryFixture {
  private static final Duration LONG = Duration.ofHours(1);

  private double dropped(DropReason reason) {
    return meters
        .get("ikewatch_ingest_dropped_lines")
        .tag("reason", reason.name())
        .counter()
        .count();
  }

  @Test
  void shouldSendStraightWhileTheBrokerIsThere() {
    // Given
    open(100, LONG, 1 << 20);

    // When
    send(1, 3);

    // Then
    assertThat(broker.values()).containsExactly("1", "2", "3");
    assertThat(metrics.counts()).isEqualTo(new Counts(3, 3, 0, 0, 0));
    assertThat(settled).hasValue(3);
    assertThat(delivery.get().state())
        .isEqualTo(new PublisherState(Mode.DIRECT, Samples.CLOCK.instant(), 0, 0, false, ""));
  }

  @Test
  void shouldKeepWhatTheBrokerHasNotAcknowledgedInFrontOfWhatComesAfter() {
    // Given
    open(100, LONG, 1 << 20);
    send(1, 3);
    broker.become(Mood.SILENT);
    send(4, 6);

    // When
    broker.become(Mood.DOWN);
    awaitMode(Mode.SPOOLING);
    send(7, 9);

    // Then
    awaitCounts(new Counts(9, 3, 0, 0, 0, 0, 6));
    await().until(() -> settled.get() == 9);
    assertThat(delivery.get().state().detail()).contains("TimeoutException");
    broker.become(Mood.UP);
    awaitCounts(new Counts(9, 9, 0, 0, 0));
    awaitMode(Mode.DIRECT);
    assertThat(broker.values()).containsExactly(numbers(1, 9));
    send(10, 10);
    assertThat(broker.values()).containsExactly(numbers(1, 10));
  }

  @Test
  void shouldMakeTheCallerWaitWhereTooMuchIsUnanswered() {
    // Given
    open(2, LONG, 1 << 20);
    broker.become(Mood.SILENT);
    send(1, 2);

    // When
    CompletableFuture<Void> third = CompletableFuture.runAsync(() -> send(3, 3));
    await().until(() -> metrics.counts().received() == 3);
    boolean taken = third.isDone();
    broker.become(Mood.UP);

    // Then
    assertThat(third).succeedsWithin(Duration.ofSeconds(30));
    assertThat(taken).isFalse();
    assertThat(broker.values()).containsExactly("1", "2", "3");
  }

  @Test
  void shouldGoOnWithoutARecordThatNobodyWillTake() {
    // Given
    open(100, LONG, 1 << 20);
    broker.refuseWith(new RecordTooLargeException("too large"));
    broker.become(Mood.DOWN);

    // When
    send(1, 1);
    broker.become(Mood.UP);
    send(2, 2);

    // Then
    assertThat(broker.values()).containsExactly("2");
    assertThat(metrics.counts()).isEqualTo(new Counts(2, 1, 0, 1, 0));
    assertThat(dropped(DropReason.RECORD_TOO_LARGE)).isEqualTo(1);
    assertThat(settled).hasValue(2);
    assertThat(delivery.get().state().mode()).isEqualTo(Mode.DIRECT);
  }

  /** A refused timestamp is a matter of clocks, not of the record. */
  static Stream<RuntimeException> refusals() {
    return Stream.of(
        new TopicAuthorizationException("ikewatch.audit"),
        new InvalidTimestampException("an hour ahead"));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void shouldKeepRecordsWhileTheBrokerRefusesUs(RuntimeException refusal) {
    // Given
    open(100, LONG, 1 << 20);
    broker.refuseWith(refusal);
    broker.become(Mood.DOWN);

    // When
    send(1, 2);

    // Then
    awaitCounts(new Counts(2, 0, 0, 0, 0, 0, 2));
    broker.become(Mood.UP);
    awaitCounts(new Counts(2, 2, 0, 0, 0));
  }

  @Test
  void shouldStartWhileTheBrokerIsAway() {
    // Given
    AtomicInteger attempts = new AtomicInteger();
    open(
        () -> {
          if (attempts.incrementAndGet() < 4) {
            throw new KafkaException("no resolvable bootstrap urls");
          }
          return broker.get();
        },
        100,
        LONG,
        1 << 20);

    // When
    send(1, 2);

    // Then
    awaitCounts(new Counts(2, 2, 0, 0, 0));
    awaitMode(Mode.DIRECT);
    assertThat(broker.values()).containsExactly("1", "2");
    assertThat(attempts).hasValue(4);
    assertThat(broker.producers()).isEqualTo(1);
  }

  @Test
  void shouldMakeStreamsWaitAndDropDatagramsWhenTheSpoolIsFull() {
    // Given
    open(100, LONG, 650);
    broker.become(Mood.DOWN);
    send(1, 10);
    awaitCounts(new Counts(10, 0, 0, 0, 0, 0, 10));

    // When
    CompletableFuture<Void> stream = CompletableFuture.runAsync(() -> send(11, 11));
    await().until(() -> metrics.counts().received() == 11);
    send(12, Receipt.DATAGRAM);
    boolean taken = stream.isDone();

    // Then
    assertThat(taken).isFalse();
    assertThat(dropped(DropReason.SPOOL_FULL)).isEqualTo(1);
    assertThat(delivery.get().state().full()).isTrue();
    broker.become(Mood.UP);
    assertThat(stream).succeedsWithin(Duration.ofSeconds(30));
    awaitCounts(new Counts(12, 11, 0, 1, 0));
    assertThat(broker.values()).containsExactly(numbers(1, 11));
  }

  @Test
  void shouldReleaseThoseWhoWaitWhenItIsStopped() {
    // Given
    open(100, LONG, 650);
    broker.become(Mood.DOWN);
    send(1, 10);
    awaitCounts(new Counts(10, 0, 0, 0, 0, 0, 10));
    CompletableFuture<Void> stream = CompletableFuture.runAsync(() -> send(11, 11));
    await().until(() -> metrics.counts().received() == 11);

    // When
    delivery.get().stopWaiting();

    // Then
    assertThat(stream).succeedsWithin(Duration.ofSeconds(30));
    assertThat(metrics.counts()).isEqualTo(new Counts(11, 0, 0, 1, 0, 0, 10));
    assertThat(dropped(DropReason.SHUTDOWN)).isEqualTo(1);
    assertThat(settled).hasValue(10);
  }

  @Test
  void shouldKeepOnDiskWhatIsLeftAtTheEnd() {
    // Given
    open(100, LONG, 1 << 20);
    broker.become(Mood.SILENT);
    send(1, 3);
    delivery.get().close();
    Counts atTheEnd = metrics.counts();
    IngestMetrics later = new IngestMetrics(new SimpleMeterRegistry());
    broker.become(Mood.UP);

    // When
    KafkaDelivery next =
        Samples.delivery(broker, Samples.settings(directory, 100, LONG, 1 << 20), later);
    delivery = Optional.of(next);

    // Then
    assertThat(atTheEnd).isEqualTo(new Counts(3, 0, 0, 0, 0, 0, 3));
    await()
        .untilAsserted(() -> assertThat(later.counts()).isEqualTo(new Counts(0, 3, 0, 0, 0, 3, 0)));
    assertThat(broker.values()).containsExactly("1", "2", "3");
  }

  @Test
  void shouldDeliverFromMemoryWhatADeadDiskDoesNotTake() throws IOException {
    // Given
    open(3, LONG, 1 << 20);
    deleteDirectory();
    broker.become(Mood.DOWN);
    send(1, 3);
    awaitMode(Mode.SPOOLING);
    await()
        .untilAsserted(
            () -> {
              send(4, Receipt.DATAGRAM);
              assertThat(dropped(DropReason.SPOOL_FULL)).isPositive();
            });

    // When
    boolean full = delivery.get().state().full();
    broker.become(Mood.UP);

    // Then
    assertThat(full).isTrue();
    await().until(() -> metrics.counts().published() >= 3);
    assertThat(broker.values()).startsWith("1", "2", "3");
    await().until(() -> metrics.counts().pending() == 0);
    awaitMode(Mode.DIRECT);
  }

  private void deleteDirectory() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(directory);
  }

  @Test
  void shouldOfferNoWayToHeartbeatsWhileAnythingOlderWaits() {
    // Given
    open(100, LONG, 1 << 20);
    boolean before = delivery.get().clearWay().isPresent();
    broker.become(Mood.DOWN);
    send(1, 2);
    awaitCounts(new Counts(2, 0, 0, 0, 0, 0, 2));

    // When
    boolean meanwhile = delivery.get().clearWay().isPresent();
    broker.become(Mood.UP);
    awaitMode(Mode.DIRECT);

    // Then
    assertThat(before).isTrue();
    assertThat(meanwhile).isFalse();
    await().until(() -> delivery.get().clearWay().isPresent());
  }

  /** Every count, order and receipt holds over a broker that comes and goes as it likes. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void shouldLoseNothingWhateverTheBrokerDoes(long seed) {
    // Given
    open(50, Duration.ofMillis(5), 40_000);
    broker.becomeMoody(new Random(seed));
    int hosts = 3;
    int records = 3_000;
    List<CompletableFuture<Void>> senders = new ArrayList<>();

    // When
    for (int host = 0; host < hosts; host++) {
      String name = "host" + host;
      senders.add(CompletableFuture.runAsync(() -> sendAll(name, records)));
    }
    CompletableFuture<Void> all =
        CompletableFuture.allOf(senders.toArray(CompletableFuture[]::new));
    assertThat(all).succeedsWithin(Duration.ofMinutes(2));
    broker.calmDown();

    // Then
    long lines = (long) hosts * records;
    await().atMost(Duration.ofMinutes(1)).until(() -> metrics.counts().pending() == 0);
    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(
            () -> assertThat(metrics.counts()).isEqualTo(new Counts(lines, lines, 0, 0, 0, 0, 0)));
    for (int host = 0; host < hosts; host++) {
      assertThat(broker.firstOf("host" + host)).containsExactly(numbers(1, records));
    }
    assertThat(settled).hasValue((int) lines);
    awaitMode(Mode.DIRECT);
  }

  private void sendAll(String host, int records) {
    for (int n = 1; n <= records; n++) {
      metrics.received(1);
      delivery.get().send(Samples.record(host, "" + n, 1, settled::incrementAndGet));
    }
  }
}
