package org.ikewatch.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ikewatch.sink.Samples.incident;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.ikewatch.schemas.AvroSerde;
import org.ikewatch.schemas.DeadLetter;
import org.ikewatch.schemas.InMemorySchemaRegistry;
import org.ikewatch.schemas.Incident;
import org.ikewatch.schemas.Topics;
import org.ikewatch.sink.incidents.DeliveryException;
import org.ikewatch.sink.incidents.Destination;
import org.junit.jupiter.api.Test;

class IncidentFeedTest {
  private static final TopicPartition PARTITION = new TopicPartition(Topics.INCIDENTS, 0);

  private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
  private final AvroSerde<Incident> serde =
      AvroSerde.forValue(Incident.class, Topics.INCIDENTS, registry);
  private final AvroSerde<DeadLetter> letters =
      AvroSerde.forValue(DeadLetter.class, Topics.DEADLETTERS, registry);
  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
  private final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
  private final Recording destination = new Recording();

  @Test
  void shouldDeliverThenCommit() {
    // When
    run(serde.toBytes(incident("a", 1)), serde.toBytes(incident("b", 1)));

    // Then
    assertThat(destination.delivered).containsExactly("a/1", "b/1");
    assertThat(committed()).isEqualTo(2);
  }

  @Test
  void shouldTryARetriableFailureAgain() {
    // Given
    destination.failures = 3;

    // When
    run(serde.toBytes(incident("a", 1)));

    // Then
    assertThat(destination.delivered).containsExactly("a/1");
    assertThat(committed()).isEqualTo(1);
    assertThat(producer.history()).isEmpty();
  }

  @Test
  void shouldDeadLetterOnlyTheRefusedOneOfABatch() {
    // Given
    destination.refused = "bad";

    // When
    run(
        serde.toBytes(incident("a", 1)),
        serde.toBytes(incident("bad", 1)),
        serde.toBytes(incident("b", 1)));

    // Then
    assertThat(destination.delivered).containsExactly("a/1", "b/1");
    assertThat(deadLetters()).containsExactly("sink.recording DELIVERY_REFUSED 1");
    assertThat(committed()).isEqualTo(3);
  }

  @Test
  void shouldDeadLetterUnreadableBytesAndGoOn() {
    // When
    run(new byte[] {9, 9}, null, serde.toBytes(incident("a", 1)));

    // Then
    assertThat(destination.delivered).containsExactly("a/1");
    assertThat(deadLetters()).containsExactly("sink.recording UNREADABLE_RECORD 0");
    assertThat(committed()).isEqualTo(3);
  }

  private void run(byte[]... values) {
    consumer.schedulePollTask(
        () -> {
          consumer.rebalance(List.of(PARTITION));
          consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
          for (int i = 0; i < values.length; i++) {
            consumer.addRecord(
                new ConsumerRecord<>(Topics.INCIDENTS, 0, i, new byte[] {1}, values[i]));
          }
        });
    IncidentFeed feed =
        new IncidentFeed(
            consumer,
            serde,
            destination,
            new DeadLetters("sink.recording", producer, letters),
            Duration.ofMillis(1));
    destination.whenDone = feed::stop;
    destination.expected =
        (int) Arrays.stream(values).filter(v -> v != null && v.length > 2).count()
            - (destination.refused.isEmpty() ? 0 : 1);
    feed.run();
  }

  private long committed() {
    return committedOffsets.getOrDefault(PARTITION, -1L);
  }

  private List<String> deadLetters() {
    List<String> seen = new ArrayList<>();
    producer
        .history()
        .forEach(
            sent -> {
              DeadLetter letter = letters.fromBytes(sent.value());
              seen.add(
                  letter.getStage() + " " + letter.getReason() + " " + letter.getOriginOffset());
            });
    return seen;
  }

  private final Map<TopicPartition, Long> committedOffsets = new HashMap<>();

  private final class Recording implements Destination {
    private final List<String> delivered = new ArrayList<>();
    private int failures;
    private String refused = "";
    private int expected;
    private Runnable whenDone = () -> {};

    @Override
    public String name() {
      return "recording";
    }

    @Override
    public void deliver(List<Incident> revisions) {
      if (failures-- > 0) {
        throw new DeliveryException.Retriable("away", null);
      }
      for (Incident one : revisions) {
        if (one.getIncidentId().equals(refused)) {
          throw new DeliveryException.Permanent("refused", null);
        }
      }
      revisions.forEach(one -> delivered.add(one.getIncidentId() + "/" + one.getRevision()));
      if (delivered.size() == expected) {
        consumer.schedulePollTask(
            () -> {
              consumer
                  .committed(Set.of(PARTITION))
                  .forEach((partition, at) -> committedOffsets.put(partition, at.offset()));
              whenDone.run();
            });
      }
    }

    @Override
    public void close() {}
  }
}
