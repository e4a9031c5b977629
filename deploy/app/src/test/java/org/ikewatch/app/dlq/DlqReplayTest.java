package org.ikewatch.app.dlq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.ikewatch.app.topics.TopicScan;
import org.ikewatch.schemas.AuditRecord;
import org.ikewatch.schemas.AvroSerde;
import org.ikewatch.schemas.DeadLetter;
import org.ikewatch.schemas.InMemorySchemaRegistry;
import org.ikewatch.schemas.Samples;
import org.ikewatch.schemas.Topics;
import org.ikewatch.sink.SinkServiceConfig;
import org.junit.jupiter.api.Test;

/** In which order things are done, as far as a crash would tell. */
class DlqReplayTest {
  private static final Instant T0 = Instant.parse("2026-03-01T07:14:20Z");

  private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
  private final AvroSerde<DeadLetter> marks =
      AvroSerde.forValue(DeadLetter.class, Topics.DEADLETTERS, registry);
  private final FailingProducer producer = new FailingProducer();
  private final List<String> told = new ArrayList<>();

  /** A broker that takes nothing for one topic. */
  private static final class FailingProducer extends MockProducer<byte[], byte[]> {
    private String failing = "";

    private FailingProducer() {
      super(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public synchronized Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> one) {
      sendException = one.topic().equals(failing) ? new TimeoutException("away") : null;
      return super.send(one);
    }
  }

  private Letter.Dead dead(long offset, String topic, byte[] bytes) {
    return new Letter.Dead(
        new Place(Topics.DEADLETTERS, 0, offset),
        T0,
        DeadLetter.newBuilder()
            .setStage("streams-app")
            .setReason("UNREADABLE_RECORD")
            .setOriginTopic(topic)
            .setOriginPartition(3)
            .setOriginOffset(88)
            .setOriginTimestamp(T0.minusSeconds(60))
            .setKey(ByteBuffer.wrap(new byte[] {'h'}))
            .setBytes(bytes == null ? null : ByteBuffer.wrap(bytes))
            .build());
  }

  private byte[] auditRecord() {
    return AvroSerde.forValue(AuditRecord.class, Topics.AUDIT, registry)
        .toBytes(Samples.auditRecord());
  }

  private void replay(Letter... letters) {
    Outbox outbox = new Outbox(producer, false);
    new DlqReplay(
            outbox,
            new IngestSide(Map.of(), registry, outbox),
            new IncidentReplay(
                () -> SinkServiceConfig.from(Map.of()),
                new TopicScan(Map.of()),
                registry,
                outbox,
                Clock.systemUTC()),
            new TopicReplay(registry, outbox),
            marks)
        .replay(List.of(letters), (letter, fate) -> told.add(letter.place() + " " + fate));
  }

  private List<String> sent() {
    return producer.history().stream()
        .map(
            one ->
                one.topic()
                    + (one.topic().equals(Topics.DEADLETTERS)
                        ? " " + marks.fromBytes(one.value()).getOriginOffset()
                        : ""))
        .toList();
  }

  @Test
  void shouldMarkWhatWasSentAfterTheBrokerHasIt() {
    // When
    replay(dead(7, Topics.AUDIT, auditRecord()), dead(8, Topics.AUDIT, auditRecord()));

    // Then
    assertThat(sent())
        .containsExactly(
            "ikewatch.audit", "ikewatch.audit", "ikewatch.deadletters 7", "ikewatch.deadletters 8");
    ProducerRecord<byte[], byte[]> first = producer.history().get(0);
    assertThat(first.key()).containsExactly('h');
    assertThat(first.timestamp()).isEqualTo(T0.minusSeconds(60).toEpochMilli());
    assertThat(first.value()).isEqualTo(auditRecord());
    assertThat(told)
        .containsExactly(
            "deadletters/0/7 Done[how=sent to ikewatch.audit]",
            "deadletters/0/8 Done[how=sent to ikewatch.audit]");
  }

  @Test
  void shouldMarkNothingThatTheBrokerDoesNotTake() {
    // Given
    producer.failing = Topics.AUDIT;

    // When, Then
    assertThatThrownBy(() -> replay(dead(7, Topics.AUDIT, auditRecord())))
        .isInstanceOf(KafkaException.class);
    assertThat(sent()).isEmpty();
    assertThat(told).isEmpty();
  }

  @Test
  void shouldSayWhatHasNoWayBack() {
    // When
    replay(
        dead(1, Topics.AUDIT, new byte[] {9}),
        dead(2, Topics.AUDIT, null),
        dead(3, "elsewhere", auditRecord()));

    // Then
    assertThat(sent()).isEmpty();
    assertThat(told)
        .containsExactly(
            "deadletters/0/1 Refused[why=still not in the Confluent wire format: 1 bytes, no leading"
                + " zero and id]",
            "deadletters/0/2 Unsendable[why=it has no bytes]",
            "deadletters/0/3 Unsendable[why=no way leads back to elsewhere]");
  }
}
