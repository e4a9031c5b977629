package org.ikewatch.ingest.publish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.ikewatch.ingest.IngestMetrics;
import org.ikewatch.ingest.IngestMetrics.Counts;
import org.ikewatch.ingest.audit.Receipt;
import org.ikewatch.ingest.intake.RecordMapper;
import org.ikewatch.schemas.AuditRecord;
import org.ikewatch.schemas.AvroSerde;
import org.ikewatch.schemas.InMemorySchemaRegistry;
import org.ikewatch.schemas.RecordKind;
import org.ikewatch.schemas.RejectedInput;
import org.ikewatch.schemas.Topics;
import org.junit.jupiter.api.Test;

class KafkaAuditPublisherTest {
  private static final Instant NOW = Entries.NOW;

  private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
  private final IngestMetrics metrics = new IngestMetrics(new SimpleMeterRegistry());
  private final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(
          cluster(), false, null, new ByteArraySerializer(), new ByteArraySerializer());
  private final KafkaAuditPublisher publisher =
      KafkaAuditPublisher.open(
          fates -> new MockRecordProducer(producer, fates),
          "ingest-1",
          new DeliverySettings(
              1_000, Duration.ofHours(1), Optional.empty(), 1, Duration.ofMillis(1)),
          registry,
          metrics,
          Clock.fixed(NOW, ZoneOffset.UTC));
  private final AvroSerde<AuditRecord> serde =
      AvroSerde.forValue(AuditRecord.class, Topics.AUDIT, registry);

  private static Cluster cluster() {
    Node node = new Node(0, "kafka", 9092);
    Node[] nodes = {node};
    return new Cluster(
        "test",
        List.of(node),
        List.of(
            new PartitionInfo(Topics.AUDIT, 0, node, nodes, nodes),
            new PartitionInfo(Topics.AUDIT, 1, node, nodes, nodes),
            new PartitionInfo(Topics.REJECTS, 0, node, nodes, nodes)),
        Set.of(),
        Set.of());
  }

  private void publish(int lines) {
    publisher.lane(Entries.ORIGIN).publish(Entries.ofLines(lines));
  }

  @Test
  void shouldKeyByHostAndStampWithTheTimeOfArrival() {
    // Given

    // When
    publish(2);

    // Then
    ProducerRecord<byte[], byte[]> sent = producer.history().get(0);
    assertThat(sent.topic()).isEqualTo("ikewatch.audit");
    assertThat(new String(sent.key(), UTF_8)).isEqualTo("hpux042");
    assertThat(sent.timestamp()).isEqualTo(NOW.toEpochMilli());
    AuditRecord expected = RecordMapper.toAvro(Entries.ofLines(2));
    expected.setIngestor("ingest-1");
    assertThat(serde.fromBytes(sent.value())).isEqualTo(expected);
  }

  @Test
  void shouldCountLinesOnceTheBrokerHasThem() {
    // Given
    metrics.received(2);
    publish(2);
    Counts before = metrics.counts();

    // When
    producer.completeNext();

    // Then
    assertThat(before).isEqualTo(new Counts(2, 0, 0, 0, 0));
    assertThat(metrics.counts()).isEqualTo(new Counts(2, 2, 0, 0, 0));
  }

  @Test
  void shouldCountTheLinesOfAFailedSendAsDropped() {
    // Given
    metrics.received(2);
    publish(2);

    // When
    producer.errorNext(new TimeoutException("no broker"));

    // Then
    assertThat(metrics.counts()).isEqualTo(new Counts(2, 0, 0, 2, 0));
  }

  @Test
  void shouldCountWhatTheProducerRefusesAsDropped() {
    // Given
    metrics.received(1);
    producer.sendException = new TimeoutException("buffer full");

    // When
    publish(1);

    // Then
    assertThat(metrics.counts()).isEqualTo(new Counts(1, 0, 0, 1, 0));
  }

  @Test
  void shouldSendRejectsByTheirSender() {
    // Given
    metrics.received(1);

    // When
    publisher.reject(
        new RejectedInput(
            "15.1.1.42", NOW, "UDP", "NOT_AN_AUDIT_RECORD", "", ByteBuffer.wrap(new byte[3]), 3L),
        Receipt.NONE);
    producer.completeNext();

    // Then
    assertThat(producer.history().get(0).topic()).isEqualTo("ikewatch.rejects");
    assertThat(new String(producer.history().get(0).key(), UTF_8)).isEqualTo("15.1.1.42");
    assertThat(metrics.counts()).isEqualTo(new Counts(1, 0, 1, 0, 0));
  }

  @Test
  void shouldBeatInEveryPartition() {
    // Given

    // When
    publisher.heartbeat(NOW.toEpochMilli());
    producer.completeNext();
    producer.completeNext();

    // Then
    assertThat(producer.history()).extracting(ProducerRecord::partition).containsExactly(0, 1);
    assertThat(producer.history())
        .extracting(ProducerRecord::timestamp)
        .containsOnly(NOW.toEpochMilli());
    assertThat(serde.fromBytes(producer.history().get(0).value()))
        .isEqualTo(
            AuditRecord.newBuilder()
                .setKind(RecordKind.HEARTBEAT)
                .setHost("")
                .setSender("")
                .setReceivedAt(NOW)
                .setEventTime(NOW)
                .setIngestor("ingest-1")
                .build());
    assertThat(metrics.counts()).isEqualTo(new Counts(0, 0, 0, 0, 0));
  }

  @Test
  void shouldBeatBehindTheRecordsOfABusyPartition() {
    // Given
    publish(1);

    // When
    publisher.heartbeat(NOW.toEpochMilli());
    publish(1);
    publisher.heartbeat(NOW.plusSeconds(1).toEpochMilli());

    // Then
    assertThat(producer.history())
        .extracting(sent -> serde.fromBytes(sent.value()).getKind().name().charAt(0))
        .containsExactly('R', 'H', 'H', 'R', 'H', 'H');
  }

  @Test
  void shouldBeatWhileARecordWaitsForRoom() throws InterruptedException {
    // Given
    for (int i = 0; i < 1_000; i++) {
      publish(1);
    }
    Thread waiting = new Thread(() -> publish(1));
    waiting.start();
    await().until(() -> waiting.getState() == Thread.State.TIMED_WAITING);

    // When
    publisher.heartbeat(NOW.toEpochMilli());

    // Then
    assertThat(producer.history()).hasSize(1_002);
    while (waiting.isAlive()) {
      producer.completeNext();
    }
    waiting.join();
    assertThat(producer.history()).hasSize(1_003);
  }
}
