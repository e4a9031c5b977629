package org.ikewatch.sink;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.ikewatch.schemas.AvroSerde;
import org.ikewatch.schemas.DeadLetter;
import org.ikewatch.schemas.Topics;
import org.ikewatch.sink.incidents.DeliveryException;

/** Where a destination puts what it cannot deliver: with its origin, so that it can be replayed. */
final class DeadLetters implements AutoCloseable {
  private final String stage;
  private final Producer<byte[], byte[]> producer;
  private final AvroSerde<DeadLetter> serde;

  DeadLetters(String stage, Producer<byte[], byte[]> producer, AvroSerde<DeadLetter> serde) {
    this.stage = stage;
    this.producer = producer;
    this.serde = serde;
  }

  /**
   * Puts one record there and waits until the broker has it.
   *
   * @throws DeliveryException.Retriable where the broker does not take it now
   */
  void put(ConsumerRecord<byte[], byte[]> origin, String reason, String detail)
      throws InterruptedException {
    DeadLetter letter =
        DeadLetter.newBuilder()
            .setStage(stage)
            .setReason(reason)
            .setDetail(detail)
            .setOriginTopic(origin.topic())
            .setOriginPartition(origin.partition())
            .setOriginOffset(origin.offset())
            .setOriginTimestamp(Instant.ofEpochMilli(Math.max(0, origin.timestamp())))
            .setKey(origin.key() == null ? null : ByteBuffer.wrap(origin.key()))
            .setBytes(origin.value() == null ? null : ByteBuffer.wrap(origin.value()))
            .build();
    byte[] key = (origin.topic() + "-" + origin.partition()).getBytes(StandardCharsets.UTF_8);
    try {
      producer.send(new ProducerRecord<>(Topics.DEADLETTERS, key, serde.toBytes(letter))).get();
    } catch (ExecutionException e) {
      throw unwritten(e.getCause());
    } catch (InterruptException e) {
      throw e;
    } catch (KafkaException e) {
      throw unwritten(e);
    }
  }

  private static DeliveryException.Retriable unwritten(Throwable why) {
    return new DeliveryException.Retriable("the dead letter cannot be written: " + why, why);
  }

  @Override
  public void close() {
    producer.close();
  }
}
