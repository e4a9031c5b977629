package org.ikewatch.sink;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.ikewatch.schemas.AvroSerde;
import org.ikewatch.schemas.DeadLetter;
import org.ikewatch.schemas.Incident;
import org.ikewatch.schemas.SchemaRegistry;
import org.ikewatch.schemas.Topics;
import org.ikewatch.sink.incidents.Destination;

/** A destination being fed, on a thread of its own. */
public final class Sink implements AutoCloseable {
  private static final long STOP_SECONDS = 5;

  private final IncidentFeed feed;
  private final Thread thread;
  private final Destination destination;

  private Sink(IncidentFeed feed, Thread thread, Destination destination) {
    this.feed = feed;
    this.thread = thread;
    this.destination = destination;
  }

  /** Starts feeding the destination, which is closed with the sink. */
  public static Sink start(SinkConfig config, SchemaRegistry registry, Destination destination) {
    String stage = "sink." + destination.name();
    DeadLetters deadLetters =
        new DeadLetters(
            stage,
            new KafkaProducer<>(
                producer(config), new ByteArraySerializer(), new ByteArraySerializer()),
            AvroSerde.forValue(DeadLetter.class, Topics.DEADLETTERS, registry));
    IncidentFeed feed =
        new IncidentFeed(
            new KafkaConsumer<>(
                consumer(config, destination.name()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer()),
            AvroSerde.forValue(Incident.class, Topics.INCIDENTS, registry),
            destination,
            deadLetters,
            config.retryAfter());
    Thread thread = new Thread(feed, stage);
    thread.start();
    return new Sink(feed, thread, destination);
  }

  /** Stops feeding; what is delivered and not committed is delivered again at the next start. */
  @Override
  public void close() {
    feed.stop();
    try {
      thread.join(TimeUnit.SECONDS.toMillis(STOP_SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    destination.close();
  }

  private static Map<String, Object> consumer(SinkConfig config, String name) {
    Map<String, Object> settings = new HashMap<>();
    settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, config.bootstrapServers());
    settings.put(ConsumerConfig.GROUP_ID_CONFIG, "ikewatch-sink-" + name);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 50);
    settings.putAll(config.kafka());
    return settings;
  }

  private static Map<String, Object> producer(SinkConfig config) {
    Map<String, Object> settings = new HashMap<>();
    settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, config.bootstrapServers());
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    settings.putAll(config.kafka());
    return settings;
  }
}
