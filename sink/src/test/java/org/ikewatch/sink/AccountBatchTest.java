package org.ikewatch.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.ikewatch.sink.Samples.delivery;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.ikewatch.schemas.AvroSerde;
import org.ikewatch.schemas.DeadLetter;
import org.ikewatch.schemas.Delivery;
import org.ikewatch.schemas.InMemorySchemaRegistry;
import org.ikewatch.schemas.Outcome;
import org.ikewatch.schemas.Topics;
import org.ikewatch.sink.incidents.DeliveryException;
import org.ikewatch.sink.incidents.DestinationState;
import org.junit.jupiter.api.Test;

class AccountBatchTest {
  private static final TopicPartition PARTITION = new TopicPartition(Topics.DELIVERIES, 0);
  private static final Clock CLOCK = Clock.fixed(Instant.ofEpochSecond(9), ZoneOffset.UTC);

  private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
  private final AvroSerde<Delivery> serde =
      AvroSerde.forValue(Delivery.class, Topics.DELIVERIES, registry);
  private final AvroSerde<DeadLetter> letters =
      AvroSerde.forValue(DeadLetter.class, Topics.DEADLETTERS, registry);
  private final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final RecordingArchive archive = new RecordingArchive();
  private final AccountBatch batch =
      new AccountBatch(
          serde,
          archive,
          new DeadLetters("sink.database-deliveries", producer, letters),
          new SinkMetrics(
              meters,
              "database-deliveries",
              CLOCK,
              () ->
                  new DestinationState(
                      "database-deliveries",
                      DestinationState.Mode.DELIVERING,
                      CLOCK.instant(),
                      "")));

  private static Delivery of(String id) {
    return delivery("hook", id, 1, Outcome.DELIVERED, 1, "");
  }

  private byte[] bytes(String id) {
    return serde.toBytes(of(id));
  }

  private void take(byte[]... values) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (byte[] value : values) {
      records.add(
          new ConsumerRecord<>(Topics.DELIVERIES, 0, 40 + records.size(), new byte[] {1}, value));
    }
    batch.take(
        new ConsumerRecords<>(
            Map.of(PARTITION, records),
            Map.of(PARTITION, new OffsetAndMetadata(40 + records.size()))));
  }

  private void stepUntilDone() throws InterruptedException {
    while (!batch.isDone()) {
      batch.step(100);
    }
  }

  private List<String> deadLetters() {
    return producer.history().stream()
        .map(sent -> letters.fromBytes(sent.value()))
        .map(
            letter -> letter.getStage() + " " + letter.getReason() + " " + letter.getOriginOffset())
        .toList();
  }

  @Test
  void shouldRecordWhatWasReadAtOnce() throws InterruptedException {
    // Given
    take(bytes("a"), null, bytes("b"));

    // When
    stepUntilDone();

    // Then
    assertThat(archive.recorded()).containsExactly(List.of(of("a"), of("b")));
    assertThat(batch.progress()).isEqualTo(Map.of(PARTITION, new OffsetAndMetadata(43)));
    assertThat(meters.get("ikewatch_sink_delivered_revisions").counter().count()).isEqualTo(2);
    assertThat(deadLetters()).isEmpty();
  }

  @Test
  void shouldKeepItAllWhileTheArchiveIsAway() throws InterruptedException {
    // Given
    take(bytes("a"), bytes("b"));
    archive.failWith(new DeliveryException.Retriable("away", null));

    // When, Then
    assertThatThrownBy(() -> batch.step(100)).isInstanceOf(DeliveryException.Retriable.class);
    assertThat(batch.isDone()).isFalse();
    assertThat(batch.oldestWaiting()).isPresent();
    assertThat(batch.progress()).isEqualTo(Map.of(PARTITION, new OffsetAndMetadata(40)));
    stepUntilDone();
    assertThat(archive.recorded()).containsExactly(List.of(of("a"), of("b")));
  }

  @Test
  void shouldDeadLetterOnlyWhatCannotBeReadOrRecorded() throws InterruptedException {
    // Given
    take(bytes("a"), new byte[] {9}, bytes("bad"), bytes("b"));
    archive.refuse("bad");

    // When
    stepUntilDone();

    // Then
    assertThat(archive.recorded()).containsExactly(List.of(of("a")), List.of(of("b")));
    assertThat(deadLetters())
        .containsExactly(
            "sink.database-deliveries UNREADABLE_RECORD 41",
            "sink.database-deliveries DELIVERY_REFUSED 42");
    assertThat(batch.progress()).isEqualTo(Map.of(PARTITION, new OffsetAndMetadata(44)));
  }

  @Test
  void shouldTakeTheNextBatchWholeAgain() throws InterruptedException {
    // Given
    archive.refuse("bad");
    take(bytes("bad"), bytes("a"));
    stepUntilDone();
    batch.drop();

    // When
    take(bytes("b"), bytes("c"));
    stepUntilDone();

    // Then
    assertThat(archive.recorded()).containsExactly(List.of(of("a")), List.of(of("b"), of("c")));
  }
}
