package org.ikewatch.sink;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.ikewatch.schemas.AvroSerde;
import org.ikewatch.schemas.DeadLetter;
import org.ikewatch.schemas.Delivery;
import org.ikewatch.schemas.InMemorySchemaRegistry;
import org.ikewatch.schemas.Incident;
import org.ikewatch.schemas.Topics;
import org.ikewatch.sink.incidents.DeliveryPolicy;
import org.ikewatch.sink.incidents.Destination;
import org.ikewatch.sink.incidents.Gathering;
import org.ikewatch.sink.incidents.Pace;

/** Feeds a destination from Kafka's mock clients, without the waits that a feed has. */
public final class FeedHarness {
  private static final TopicPartition PARTITION = new TopicPartition(Topics.INCIDENTS, 0);

  private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
  private final AvroSerde<Incident> serde =
      AvroSerde.forValue(Incident.class, Topics.INCIDENTS, registry);
  private final AvroSerde<DeadLetter> letters =
      AvroSerde.forValue(DeadLetter.class, Topics.DEADLETTERS, registry);
  private final AvroSerde<Delivery> deliveries =
      AvroSerde.forValue(Delivery.class, Topics.DELIVERIES, registry);
  private final AtomicLong nanos = new AtomicLong();
  private final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final DeliveryPolicy policy;
  private final List<Duration> waits = new ArrayList<>();
  private Optional<List<Incident>> afterARebalance = Optional.empty();

  /** A feed that ends when all that was published is done with. */
  private final class EndingConsumer extends MockConsumer<byte[], byte[]> {
    private final long end;
    private Runnable whenDone = () -> {};

    private EndingConsumer(long end) {
      super("earliest");
      this.end = end;
    }

    @Override
    public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
      nanos.addAndGet(timeout.toNanos());
      if (!paused().isEmpty()) {
        waits.add(timeout);
      }
      OffsetAndMetadata committed = committed(Set.of(PARTITION)).get(PARTITION);
      if (committed != null && committed.offset() == end) {
        whenDone.run();
      }
      return super.poll(timeout);
    }
  }

  public FeedHarness(DeliveryPolicy policy) {
    this.policy = policy;
  }

  /** Before the feed has delivered anything its partition is taken away, and given back so. */
  void takeAwayAndGiveBack(Incident... incidents) {
    afterARebalance = Optional.of(List.of(incidents));
  }

  /** Feeds all of them, where null is a tombstone. */
  public void feed(Destination destination, List<Incident> incidents) {
    EndingConsumer consumer = new EndingConsumer(incidents.size());
    consumer.schedulePollTask(() -> give(consumer, incidents));
    afterARebalance.ifPresent(
        again -> {
          consumer.schedulePollTask(() -> consumer.rebalance(List.of()));
          consumer.schedulePollTask(() -> give(consumer, again));
        });
    DestinationMonitor monitor = new DestinationMonitor("fed", Clock.systemUTC());
    SinkMetrics metrics = new SinkMetrics(meters, "fed", Clock.systemUTC(), monitor::state);
    TopicFeed feed =
        new TopicFeed(
            consumer,
            Topics.INCIDENTS,
            new FeedBatch(
                serde,
                destination,
                policy,
                new DeadLetters("sink.fed", producer, letters),
                new DeliveryReports("fed", true, producer, deliveries, metrics, Clock.systemUTC()),
                metrics),
            monitor,
            metrics,
            new Waits(policy, new SplittableRandom(1), nanos::get),
            new Pace(policy.rate(), nanos::get),
            new Gathering(policy.digest(), nanos::get));
    consumer.whenDone = feed::stop;
    feed.run();
  }

  private void give(EndingConsumer consumer, List<Incident> incidents) {
    consumer.rebalance(List.of(PARTITION));
    consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
    for (int i = 0; i < incidents.size(); i++) {
      Incident one = incidents.get(i);
      consumer.addRecord(record(i, one == null ? null : serde.toBytes(one)));
    }
  }

  /** How long the feed waited each time it had to. */
  List<Duration> waits() {
    return waits;
  }

  /** How long all of it took. */
  Duration passed() {
    return Duration.ofNanos(nanos.get());
  }

  /** A counter of this feed. */
  double counted(String name, String... tags) {
    return meters.get(name).tags(tags).counter().count();
  }

  /** The offsets and reasons of what was dead-lettered. */
  public List<String> deadLetters() {
    List<String> seen = new ArrayList<>();
    producer.history().stream()
        .filter(sent -> sent.topic().equals(Topics.DEADLETTERS))
        .forEach(
            sent -> {
              DeadLetter letter = letters.fromBytes(sent.value());
              seen.add(letter.getOriginOffset() + " " + letter.getReason());
            });
    return seen;
  }

  private static ConsumerRecord<byte[], byte[]> record(int offset, byte[] value) {
    return new ConsumerRecord<>(
        Topics.INCIDENTS,
        0,
        offset,
        0L,
        TimestampType.CREATE_TIME,
        1,
        1,
        new byte[] {1},
        value,
        new RecordHeaders(),
        Optional.empty());
  }
}
