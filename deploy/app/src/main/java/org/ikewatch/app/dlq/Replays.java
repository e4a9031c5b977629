package org.ikewatch.app.dlq;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.ikewatch.schemas.AvroSerde;
import org.ikewatch.schemas.DeadLetter;
import org.ikewatch.schemas.Topics;

/**
 * The mark of a letter that was sent again: a further dead letter without bytes, whose origin is
 * that letter. It stands where people look for dead letters, and leaves with them.
 */
final class Replays {
  private static final String STAGE = "dlq";
  private static final String REASON = "REPLAYED";

  private Replays() {}

  /** That a letter was sent again. */
  record Mark(Place of, Instant at, String detail) {}

  /** The mark on this letter. */
  static ProducerRecord<byte[], byte[]> mark(
      Letter of, String detail, AvroSerde<DeadLetter> serde) {
    DeadLetter mark =
        DeadLetter.newBuilder()
            .setStage(STAGE)
            .setReason(REASON)
            .setDetail(detail)
            .setOriginTopic(of.place().topic())
            .setOriginPartition(of.place().partition())
            .setOriginOffset(of.place().offset())
            .setOriginTimestamp(of.at())
            .build();
    String key = of.place().topic() + "-" + of.place().partition();
    return new ProducerRecord<>(
        Topics.DEADLETTERS, key.getBytes(StandardCharsets.UTF_8), serde.toBytes(mark));
  }

  /** The mark that this dead letter is; empty where it is none. */
  static Optional<Mark> read(ConsumerRecord<?, ?> stored, DeadLetter letter) {
    return letter.getStage().equals(STAGE) && letter.getReason().equals(REASON)
        ? Optional.of(
            new Mark(
                new Place(
                    letter.getOriginTopic(), letter.getOriginPartition(), letter.getOriginOffset()),
                Instant.ofEpochMilli(stored.timestamp()),
                letter.getDetail()))
        : Optional.empty();
  }
}
