package org.ikewatch.sink;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.kafka.clients.producer.Producer;
import org.ikewatch.schemas.AvroSerde;
import org.ikewatch.schemas.DeadLetter;
import org.ikewatch.schemas.Delivery;
import org.ikewatch.schemas.Incident;
import org.ikewatch.schemas.SchemaRegistry;
import org.ikewatch.schemas.Topics;
import org.ikewatch.sink.incidents.Archive;
import org.ikewatch.sink.incidents.DeliveryPolicy;
import org.ikewatch.sink.incidents.Destination;
import org.ikewatch.sink.incidents.DestinationState;
import org.ikewatch.sink.incidents.Gathering;
import org.ikewatch.sink.incidents.Pace;

/**
 * A destination being fed, on a thread of its own. An archive is fed twice: with incidents, and
 * with what became of them at the other destinations; and it is kept in order.
 */
public final class Sink implements AutoCloseable {
  /** What the second feed of an archive is called, after the archive's name. */
  static final String ACCOUNT = "-deliveries";

  private static final Duration UPKEEP = Duration.ofHours(1);

  private final SinkConfig config;
  private final SchemaRegistry registry;
  private final MeterRegistry meters;
  private final Clock clock;
  private final Destination destination;
  private final List<RunningFeed> feeds = new ArrayList<>();
  private final List<Upkeep> upkeep = new ArrayList<>();

  private Sink(
      SinkConfig config,
      SchemaRegistry registry,
      Destination destination,
      MeterRegistry meters,
      Clock clock) {
    this.config = config;
    this.registry = registry;
    this.destination = destination;
    this.meters = meters;
    this.clock = clock;
  }

  /** Starts feeding the destination, which is closed with the sink; nobody reads its metrics. */
  public static Sink start(SinkConfig config, SchemaRegistry registry, Destination destination) {
    return start(config, registry, destination, new SimpleMeterRegistry(), Clock.systemUTC());
  }

  /**
   * Starts feeding the destination, which is closed with the sink.
   *
   * @param clock tells how old is what waits, and when something was delivered
   */
  public static Sink start(
      SinkConfig config,
      SchemaRegistry registry,
      Destination destination,
      MeterRegistry meters,
      Clock clock) {
    Sink sink = new Sink(config, registry, destination, meters, clock);
    sink.feedIncidents();
    if (destination instanceof Archive archive) {
      sink.feedDeliveries(archive);
      sink.upkeep.add(Upkeep.start(archive, meters, clock, UPKEEP));
    }
    return sink;
  }

  private void feedIncidents() {
    String name = destination.name();
    Producer<byte[], byte[]> producer = KafkaClients.producer(config);
    feed(
        name,
        Topics.INCIDENTS,
        config.policy(),
        metrics ->
            new FeedBatch(
                AvroSerde.forValue(Incident.class, Topics.INCIDENTS, registry),
                destination,
                config.policy(),
                deadLetters(name, producer),
                new DeliveryReports(
                    name,
                    !(destination instanceof Archive),
                    producer,
                    AvroSerde.forValue(Delivery.class, Topics.DELIVERIES, registry),
                    metrics,
                    clock),
                metrics));
  }

  private void feedDeliveries(Archive archive) {
    String name = archive.name() + ACCOUNT;
    feed(
        name,
        Topics.DELIVERIES,
        config.policy().withoutLimits(),
        metrics ->
            new AccountBatch(
                AvroSerde.forValue(Delivery.class, Topics.DELIVERIES, registry),
                archive,
                deadLetters(name, KafkaClients.producer(config)),
                metrics));
  }

  private DeadLetters deadLetters(String name, Producer<byte[], byte[]> producer) {
    return new DeadLetters(
        stage(name), producer, AvroSerde.forValue(DeadLetter.class, Topics.DEADLETTERS, registry));
  }

  private static String stage(String name) {
    return "sink." + name;
  }

  private interface Work {
    FeedWork with(SinkMetrics metrics);
  }

  private void feed(String name, String topic, DeliveryPolicy policy, Work work) {
    DestinationMonitor monitor = new DestinationMonitor(name, clock);
    SinkMetrics metrics = new SinkMetrics(meters, name, clock, monitor::state);
    TopicFeed feed =
        new TopicFeed(
            KafkaClients.consumer(config, "ikewatch-sink-" + name),
            topic,
            work.with(metrics),
            monitor,
            metrics,
            new Waits(policy, new SplittableRandom(), System::nanoTime),
            new Pace(policy.rate(), System::nanoTime),
            new Gathering(policy.digest(), System::nanoTime));
    feeds.add(RunningFeed.start(stage(name), feed, monitor));
  }

  /** How the destination does; of an archive also how the account of deliveries does. */
  public List<DestinationState> states() {
    return feeds.stream().map(RunningFeed::state).toList();
  }

  /** Tells the feeds to stop and does not wait for them. */
  void stop() {
    feeds.forEach(RunningFeed::stop);
  }

  /** Stops feeding; what is delivered and not committed is delivered again at the next start. */
  @Override
  public void close() {
    stop();
    upkeep.forEach(Upkeep::close);
    feeds.forEach(RunningFeed::close);
    destination.close();
  }
}
