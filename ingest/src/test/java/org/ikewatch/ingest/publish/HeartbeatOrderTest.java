package org.ikewatch.ingest.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.errors.TimeoutException;
import org.ikewatch.ingest.IngestMetrics;
import org.ikewatch.ingest.audit.AssembledRecord;
import org.ikewatch.ingest.audit.AuditHeader;
import org.ikewatch.ingest.audit.Claims;
import org.ikewatch.ingest.audit.Match;
import org.ikewatch.ingest.audit.Span;
import org.ikewatch.ingest.intake.AuditEntry;
import org.ikewatch.ingest.publish.FakeBroker.Mood;
import org.ikewatch.ingest.publish.PublisherState.Mode;
import org.ikewatch.schemas.AuditRecord;
import org.ikewatch.schemas.AvroSerde;
import org.ikewatch.schemas.InMemorySchemaRegistry;
import org.ikewatch.schemas.RecordKind;
import org.ikewatch.schemas.Topics;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No heartbeat comes before a record that was received before its time. */
class HeartbeatOrderTest {
  private static final Duration LONG = Duration.ofHours(1);

  @TempDir private Path directory;

  private final FakeBroker broker = new FakeBroker();
  private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
  private final IngestMetrics metrics = new IngestMetrics(new SimpleMeterRegistry());
  private final AvroSerde<AuditRecord> serde =
      AvroSerde.forValue(AuditRecord.class, Topics.AUDIT, registry);
  private Optional<KafkaAuditPublisher> opened = Optional.empty();

  private KafkaAuditPublisher open(Duration patience) {
    KafkaAuditPublisher publisher =
        KafkaAuditPublisher.open(
            settings -> broker.get(),
            "ingest-1",
            Samples.settings(directory, 50, patience, 1 << 20),
            registry,
            metrics,
            Clock.fixed(Entries.NOW, ZoneOffset.UTC));
    opened = Optional.of(publisher);
    await().until(() -> publisher.state().mode() == Mode.DIRECT);
    return publisher;
  }

  @AfterEach
  void close() {
    opened.ifPresent(KafkaAuditPublisher::close);
  }

  private static void publish(KafkaAuditPublisher publisher, long receivedAt) {
    publisher
        .lane(Entries.ORIGIN)
        .publish(
            new AuditEntry(
                new AssembledRecord(
                    AuditHeader.MISSING,
                    Span.of("MM negotiation timeout, src 15.2.2.2"),
                    new Match("MM_TIMEOUT", "15.2.2.2", "", Map.of()),
                    Set.of(),
                    List.of(Entries.line(Instant.ofEpochMilli(receivedAt), Claims.NONE, 0))),
                Entries.ORIGIN));
  }

  private static void beat(KafkaAuditPublisher publisher, long receivedAt) {
    try {
      publisher.heartbeat(receivedAt);
    } catch (TimeoutException e) {
      // The broker does not tell its partitions; the next one is sent anyway.
    }
  }

  /** What the broker has, with the time of each: R1, H2. */
  private List<String> arrived() {
    return broker.messages().stream()
        .map(message -> serde.fromBytes(message.value()))
        .map(
            record ->
                (record.getKind() == RecordKind.HEARTBEAT ? "H" : "R")
                    + record.getReceivedAt().toEpochMilli())
        .toList();
  }

  @Test
  void shouldSendNoneWhileTheBrokerIsUnavailableOrTheSpoolHasRecords() {
    // Given
    KafkaAuditPublisher publisher = open(LONG);
    broker.become(Mood.DOWN);
    publish(publisher, 1);
    await().until(() -> publisher.state().mode() == Mode.SPOOLING);
    publish(publisher, 2);

    // When
    beat(publisher, 3);
    broker.become(Mood.UP);
    await().until(() -> publisher.state().mode() == Mode.DIRECT);
    await()
        .until(
            () -> {
              beat(publisher, 4);
              return arrived().contains("H4");
            });

    // Then
    assertThat(arrived()).startsWith("R1", "R2").doesNotContain("H3");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void shouldNeverOvertakeARecordWhateverTheBrokerDoes(long seed) throws InterruptedException {
    // Given
    KafkaAuditPublisher publisher = open(Duration.ofMillis(20));
    broker.becomeMoody(new Random(seed));

    AtomicLong published = new AtomicLong();
    Thread heart =
        new Thread(
            () -> {
              while (published.get() < 1_000) {
                beat(publisher, published.get() + 1);
              }
            });

    // When
    heart.start();
    for (long time = 1; time <= 1_000; time++) {
      publish(publisher, time);
      published.set(time);
    }
    heart.join();
    broker.calmDown();
    await()
        .until(
            () -> {
              beat(publisher, 1_001);
              List<String> arrived = arrived();
              return arrived.contains("R1000") && arrived.lastIndexOf("H1001") > 0;
            });

    // Then
    List<String> arrived = arrived();
    long heard = 0;
    Set<Long> seen = new HashSet<>();
    for (String one : arrived) {
      long time = Long.parseLong(one.substring(1));
      if (one.charAt(0) == 'H') {
        heard = Math.max(heard, time);
      } else if (seen.add(time)) {
        // A copy of one whose acknowledgement was lost may come again.
        assertThat(time).as("%s after H%s", one, heard).isGreaterThanOrEqualTo(heard);
      }
    }
    assertThat(seen).hasSize(1_000);
  }
}
