package org.ikewatch.app.registry;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The registry's log in a compacted topic. What is written comes back by the same way as what was
 * there at the start: the state follows the topic and nothing else.
 */
final class RegistryLog implements AutoCloseable {
  static final String TOPIC = "_schemas";
  private static final Logger LOGGER = LoggerFactory.getLogger(RegistryLog.class);
  private static final TopicPartition PARTITION = new TopicPartition(TOPIC, 0);
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final EventFormat format = new EventFormat();
  private final RegistryState state;
  private final KafkaProducer<byte[], byte[]> producer;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Thread reader = new Thread(this::follow, "registry-log");
  private long position;

  private RegistryLog(String bootstrapServers, RegistryState state) {
    this.state = state;
    this.producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers", bootstrapServers,
                "acks", "all",
                "linger.ms", 0,
                "max.block.ms", 10_000,
                "request.timeout.ms", 5_000,
                "delivery.timeout.ms", 10_000),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    this.consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrapServers, "auto.offset.reset", "earliest"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
  }

  /** Opens the log and returns when the state has caught up with it. */
  static RegistryLog open(String bootstrapServers, RegistryState state) {
    var log = new RegistryLog(bootstrapServers, state);
    try {
      log.consumer.assign(List.of(PARTITION));
      log.consumer.seekToBeginning(List.of(PARTITION));
      long end = log.consumer.endOffsets(List.of(PARTITION), PATIENCE).get(PARTITION);
      log.reader.setDaemon(true);
      log.reader.start();
      log.awaitPosition(end);
      return log;
    } catch (RuntimeException e) {
      log.close();
      throw e;
    }
  }

  /**
   * Stores an event and returns when the state has taken it in.
   *
   * @throws KafkaException where the broker does not confirm it in time
   */
  void append(RegistryEvent event) {
    var record = new ProducerRecord<>(TOPIC, 0, format.key(event), format.value(event));
    try {
      awaitPosition(producer.send(record).get().offset() + 1);
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    } catch (ExecutionException e) {
      throw new KafkaException("cannot write to " + TOPIC + ": " + e.getCause().getMessage(), e);
    }
  }

  private void follow() {
    try {
      while (true) {
        consumer.poll(Duration.ofSeconds(1)).forEach(this::apply);
        advanceTo(consumer.position(PARTITION));
      }
    } catch (WakeupException e) {
      LOGGER.atDebug().log("the registry's log is closed");
    } catch (RuntimeException e) {
      LOGGER.atError().setCause(e).log("the registry's log cannot be read any more");
    } finally {
      consumer.close();
    }
  }

  private void apply(ConsumerRecord<byte[], byte[]> record) {
    try {
      if (record.key() != null) {
        format.event(record.key(), record.value()).ifPresent(state::apply);
      }
    } catch (IllegalArgumentException e) {
      // One record nobody can read must not hide all the schemas after it.
      LOGGER.atWarn().addKeyValue("offset", record.offset()).setCause(e).log("record skipped");
    }
  }

  private synchronized void advanceTo(long offset) {
    position = offset;
    notifyAll();
  }

  private synchronized void awaitPosition(long offset) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    try {
      while (position < offset) {
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (left <= 0 || !reader.isAlive()) {
          throw new KafkaException(
              TOPIC + " was not read back in " + PATIENCE.toSeconds() + " s up to " + offset);
        }
        wait(left);
      }
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(2));
    if (reader.getState() == Thread.State.NEW) {
      consumer.close();
      return;
    }
    consumer.wakeup();
    try {
      reader.join(PATIENCE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
