package org.ikewatch.sink;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
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
import org.ikewatch.sink.incidents.DestinationState;
import org.ikewatch.sink.incidents.Gathering;
import org.ikewatch.sink.incidents.Pace;

/** A destination being fed, on a thread of its own. */
public final class Sink implements AutoCloseable {
  private static final long STOP_SECONDS = 5;

  private final IncidentFeed feed;
  private final Thread thread;
  private final Destination destination;
  private final DestinationMonitor monitor;

  private Sink(
      IncidentFeed feed, Thread thread, Destination destination, DestinationMonitor monitor) {
    this.feed = feed;
    this.thread = thread;
    this.destination = destination;
    this.monitor = monitor;
  }

  /** Starts feeding the destination, which is closed with the sink; nobody reads its metrics. */
  public static Sink start(SinkConfig config, SchemaRegistry registry, Destination destination) {
    return start(config, registry, destination, new SimpleMeterRegistry(), Clock.systemUTC());
  }

  /**
   * Starts feeding the destination, which is closed with the sink.
   *
   * @param clock tells how old is what waits
   */
  public static Sink start(
      SinkConfig config,
      SchemaRegistry registry,
      Destination destination,
      MeterRegistry meters,
      Clock clock) {
    String stage = "sink." + destination.name();
    DestinationMonitor monitor = new DestinationMonitor(destination.name(), clock);
    SinkMetrics metrics = new SinkMetrics(meters, destination.name(), clock, monitor::state);
    DeadLetters deadLetters =
        new DeadLetters(
            stage,
            new KafkaProducer<>(
                producer(config), new ByteArraySerializer(), new ByteArraySerializer()),
            AvroSerde.forValue(DeadLetter.class, Topics.DEADLETTERS, registry));
    FeedBatch batch =
        new FeedBatch(
            AvroSerde.forValue(Incident.class, Topics.INCIDENTS, registry),
            destination,
            config.policy(),
            deadLetters,
            metrics);
    IncidentFeed feed =
        new IncidentFeed(
            new KafkaConsumer<>(
                consumer(config, destination.name()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer()),
            batch,
            monitor,
            metrics,
            new Waits(config.policy(), new SplittableRandom(), System::nanoTime),
            new Pace(config.policy().rate(), System::nanoTime),
            new Gathering(config.policy().digest(), System::nanoTime));
    Thread thread = new Thread(feed, stage);
    thread.start();
    return new Sink(feed, thread, destination, monitor);
  }

  /** How the destination does. */
  public DestinationState state() {
    return monitor.state();
  }

  /** Tells the feed to stop and does not wait for it. */
  void stop() {
    feed.stop();
  }

  /** Stops feeding; what is delivered and not committed is delivered again at the next start. */
  @Override
  public void close() {
    stop();
    try {
      thread.join(TimeUnit.SECONDS.toMillis(STOP_SECONDS));
      // A destination may be waiting for an answer that takes longer.
      thread.interrupt();
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
