package org.ikewatch.ingest.publish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.ikewatch.ingest.IngestMetrics;
import org.ikewatch.ingest.IngestMetrics.Counts;
import org.ikewatch.ingest.audit.Receipt;
import org.ikewatch.ingest.intake.RecordMapper;
import org.ikewatch.ingest.publish.PublisherState.Mode;
import org.ikewatch.schemas.AuditRecord;
import org.ikewatch.schemas.AvroSerde;
import org.ikewatch.schemas.InMemorySchemaRegistry;
import org.ikewatch.schemas.RecordKind;
import org.ikewatch.schemas.RejectedInput;
import org.ikewatch.schemas.Topics;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaAuditPublisherTest {
  private static final Instant NOW = Entries.NOW;

  private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
  private final IngestMetrics metrics = new IngestMetrics(new SimpleMeterRegistry());
  private final MockProducer<byte[], byte[]> producer = new FailingAtItsEnd();
  private final MockProducer<byte[], byte[]> ofRejects = new FailingAtItsEnd();

  @TempDir private Path directory;
  private KafkaAuditPublisher publisher;

  @BeforeEach
  void open() {
    publisher =
        KafkaAuditPublisher.open(
            settings -> settings.spoolDirectory().equals(directory) ? producer : ofRejects,
            "ingest-1",
            Samples.settings(directory, 1_000, Duration.ofHours(1), 1 << 20),
            registry,
            metrics,
            Clock.fixed(NOW, ZoneOffset.UTC));
    await().until(() -> publisher.state().mode() == Mode.DIRECT);
  }

  @AfterEach
  void close() {
    publisher.close();
  }

  private final AvroSerde<AuditRecord> serde =
      AvroSerde.forValue(AuditRecord.class, Topics.AUDIT, registry);

  /** As the real one, it fails what is unanswered when it is closed. */
  private static final class FailingAtItsEnd extends MockProducer<byte[], byte[]> {
    FailingAtItsEnd() {
      super(cluster(), false, null, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public void close(Duration timeout) {
      boolean more = true;
      while (more) {
        more = errorNext(new KafkaException("closed"));
      }
      super.close(timeout);
    }
  }

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
  void shouldSendRejectsByTheirSender() {
    // Given
    metrics.received(1);

    // When
    publisher.reject(
        new RejectedInput(
            "15.1.1.42", NOW, "UDP", "NOT_AN_AUDIT_RECORD", "", ByteBuffer.wrap(new byte[3]), 3L),
        Receipt.NONE);
    await().until(ofRejects::completeNext);

    // Then
    assertThat(ofRejects.history().get(0).topic()).isEqualTo("ikewatch.rejects");
    assertThat(new String(ofRejects.history().get(0).key(), UTF_8)).isEqualTo("15.1.1.42");
    assertThat(metrics.counts()).isEqualTo(new Counts(1, 0, 1, 0, 0));
    assertThat(producer.history()).isEmpty();
  }

  @Test
  void shouldNotDelayRecordsWhereTheRejectsTopicRefusesUs() {
    // Given
    ofRejects.sendException = new TopicAuthorizationException("ikewatch.rejects");
    metrics.received(2);

    // When
    publisher.reject(
        new RejectedInput(
            "15.1.1.42", NOW, "UDP", "NOT_AN_AUDIT_RECORD", "", ByteBuffer.wrap(new byte[3]), 3L),
        Receipt.NONE);
    publish(1);
    producer.completeNext();

    // Then
    await().until(() -> metrics.counts().equals(new Counts(2, 1, 0, 0, 0, 0, 1)));
    assertThat(publisher.state().mode()).isEqualTo(Mode.DIRECT);
  }

  @Test
  void shouldCountTheRejectsThatThereIsNoRoomFor() {
    // Given
    AtomicInteger settled = new AtomicInteger();
    int many = 200;
    metrics.received(many);

    // When
    for (int i = 0; i < many; i++) {
      publisher.reject(
          new RejectedInput(
              "15.1.1.42",
              NOW,
              "TCP",
              "NOT_AN_AUDIT_RECORD",
              "",
              ByteBuffer.wrap(new byte[60_000]),
              60_000L),
          settled::incrementAndGet);
    }

    // Then
    await().until(() -> settled.get() > 0 && metrics.counts().dropped() > 0);
    assertThat(metrics.counts().dropped()).isLessThan(many);
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
