package org.ikewatch.app.dlq;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Records on their way to the broker, or, in a rehearsal, nowhere. */
final class Outbox implements AutoCloseable {
  private final Producer<byte[], byte[]> producer;
  private final boolean rehearsal;
  private final List<Future<?>> underWay = new ArrayList<>();

  /** By this producer, which it closes. */
  Outbox(Producer<byte[], byte[]> producer, boolean rehearsal) {
    this.producer = producer;
    this.rehearsal = rehearsal;
  }

  /** By a producer that loses and doubles nothing. */
  static Outbox open(Map<String, String> settings, boolean rehearsal) {
    Map<String, Object> all = new HashMap<>(settings);
    all.put("acks", "all");
    all.put("enable.idempotence", "true");
    return new Outbox(
        new KafkaProducer<>(all, new ByteArraySerializer(), new ByteArraySerializer()), rehearsal);
  }

  boolean isRehearsal() {
    return rehearsal;
  }

  void send(ProducerRecord<byte[], byte[]> one) {
    if (!rehearsal) {
      underWay.add(producer.send(one));
    }
  }

  /**
   * Returns when the broker has everything.
   *
   * @throws KafkaException where it does not take one
   */
  void await() {
    try {
      producer.flush();
      for (Future<?> one : underWay) {
        one.get();
      }
      underWay.clear();
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    } catch (ExecutionException e) {
      throw new KafkaException("the broker does not take it: " + e.getCause().getMessage(), e);
    }
  }

  @Override
  public void close() {
    producer.close();
  }
}
