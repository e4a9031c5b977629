package org.ikewatch.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.ikewatch.sink.Samples.incident;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
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
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.ikewatch.schemas.AvroSerde;
import org.ikewatch.schemas.DeadLetter;
import org.ikewatch.schemas.Delivery;
import org.ikewatch.schemas.InMemorySchemaRegistry;
import org.ikewatch.schemas.Incident;
import org.ikewatch.schemas.Scope;
import org.ikewatch.schemas.Status;
import org.ikewatch.schemas.Topics;
import org.ikewatch.sink.incidents.Backoff;
import org.ikewatch.sink.incidents.Children;
import org.ikewatch.sink.incidents.DeliveryException;
import org.ikewatch.sink.incidents.DeliveryPolicy;
import org.ikewatch.sink.incidents.Destination;
import org.ikewatch.sink.incidents.DestinationState.Mode;
import org.ikewatch.sink.incidents.Gathering;
import org.ikewatch.sink.incidents.Pace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class IncidentFeedTest {
  private static final TopicPartition PARTITION = new TopicPartition(Topics.INCIDENTS, 0);

  private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
  private final AvroSerde<Incident> serde =
      AvroSerde.forValue(Incident.class, Topics.INCIDENTS, registry);
  private final AvroSerde<DeadLetter> letters =
      AvroSerde.forValue(DeadLetter.class, Topics.DEADLETTERS, registry);
  private final AvroSerde<Delivery> deliveries =
      AvroSerde.forValue(Delivery.class, Topics.DELIVERIES, registry);
  private final AtomicLong nanos = new AtomicLong();
  private final List<Duration> waits = new ArrayList<>();
  private final MockConsumer<byte[], byte[]> consumer = new WaitingConsumer();
  private MockProducer<byte[], byte[]> producer = producer(true);
  private final Recording destination = new Recording();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Clock clock = Clock.fixed(Instant.ofEpochMilli(90_000), ZoneOffset.UTC);
  private final DestinationMonitor monitor = new DestinationMonitor("recording", clock);
  private final List<Boolean> toldBeforeCommit = new ArrayList<>();
  private static final Backoff BACKOFF = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(4));
  private DeliveryPolicy policy =
      new DeliveryPolicy(BACKOFF, BACKOFF, Children.DELIVER, Optional.empty(), Duration.ZERO);

  private static MockProducer<byte[], byte[]> producer(boolean acknowledging) {
    return new MockProducer<>(
        acknowledging, null, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** Polling without records takes as long as it may. */
  private final class WaitingConsumer extends MockConsumer<byte[], byte[]> {
    private WaitingConsumer() {
      super("earliest");
    }

    @Override
    public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
      if (!paused().isEmpty()) {
        nanos.addAndGet(timeout.toNanos());
        waits.add(timeout);
      }
      return super.poll(timeout);
    }

    @Override
    public synchronized void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets) {
      toldBeforeCommit.add(producer.flushed());
      super.commitSync(offsets);
    }
  }

  @Test
  void shouldDeliverThenCommit() {
    // When
    run(serde.toBytes(incident("a", 1)), serde.toBytes(incident("b", 1)));

    // Then
    assertThat(destination.delivered).containsExactly("a/1", "b/1");
    assertThat(committed()).isEqualTo(2);
  }

  @Test
  void shouldHaveToldOfWhatItCommits() {
    // Given
    producer = producer(false);

    // When
    run(serde.toBytes(incident("a", 1)), serde.toBytes(incident("b", 1)));

    // Then
    assertThat(producer.history()).extracting(sent -> sent.topic()).containsOnly(Topics.DELIVERIES);
    assertThat(toldBeforeCommit).isNotEmpty().doesNotContain(false);
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
    assertThat(deadLetters()).isEmpty();
    assertThat(waits).hasSize(3).allMatch(wait -> wait.compareTo(Duration.ofSeconds(4)) <= 0);
    assertThat(meters.get("ikewatch_sink_retries").counter().count()).isEqualTo(3);
    assertThat(monitor.state().mode()).isEqualTo(Mode.DELIVERING);
  }

  @Test
  void shouldHonourWhatABusyDestinationAsksFor() {
    // Given
    destination.failures = 1;
    destination.failure =
        new DeliveryException.Retriable("429 Too Many Requests", null, Duration.ofSeconds(30));

    // When
    run(serde.toBytes(incident("a", 1)));

    // Then
    assertThat(destination.delivered).containsExactly("a/1");
    assertThat(waits)
        .singleElement()
        .satisfies(
            wait -> assertThat(wait).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(32)));
  }

  @Test
  void shouldPauseADestinationThatRefusesUsAndBurnNothing() {
    // Given
    destination.failures = 2;
    destination.failure = new DeliveryException.Denied("401 Unauthorized", null);
    destination.whileFailing = () -> seen.add(monitor.state().mode());

    // When
    run(serde.toBytes(incident("a", 1)), serde.toBytes(incident("b", 1)));

    // Then
    assertThat(destination.delivered).containsExactly("a/1", "b/1");
    assertThat(deadLetters()).isEmpty();
    assertThat(seen).containsExactly(Mode.DELIVERING, Mode.PAUSED);
    assertThat(monitor.state().mode()).isEqualTo(Mode.DELIVERING);
    assertThat(waits).hasSize(2);
  }

  @Test
  void shouldNotSendAgainWhatWasTakenBeforeTheNextFailed() {
    // Given
    destination.batchSize = 1;
    destination.failFor = "b";
    destination.failures = 2;

    // When
    run(serde.toBytes(incident("a", 1)), serde.toBytes(incident("b", 1)));

    // Then
    assertThat(destination.delivered).containsExactly("a/1", "b/1");
    assertThat(committed()).isEqualTo(2);
  }

  @Test
  void shouldKeepAnOlderRevisionFromComingAfterANewerOne() {
    // Given
    destination.expected = 2;

    // When
    run(
        serde.toBytes(incident("a", 2)),
        serde.toBytes(incident("a", 1)),
        serde.toBytes(incident("b", 1)));

    // Then
    assertThat(destination.delivered).containsExactly("a/2", "b/1");
    assertThat(skipped("stale")).isEqualTo(1);
    assertThat(committed()).isEqualTo(3);
  }

  @Test
  void shouldLeaveOutChildrenOfARollUp() {
    // Given
    policy =
        new DeliveryPolicy(BACKOFF, BACKOFF, Children.WITHDRAW, Optional.empty(), Duration.ZERO);
    Incident child = incident("child", 1);
    child.setParent("gateway");
    destination.expected = 1;

    // When
    run(serde.toBytes(child), serde.toBytes(incident("gateway", 1)));

    // Then
    assertThat(destination.delivered).containsExactly("gateway/1");
    assertThat(skipped("child")).isEqualTo(1);
    assertThat(committed()).isEqualTo(2);
  }

  @Test
  void shouldTellHowOldIsWhatWaits() {
    // Given
    destination.failures = 1;
    destination.whileFailing =
        () -> lags.add(meters.get("ikewatch_sink_lag_seconds").gauge().value());

    // When
    run(serde.toBytes(incident("a", 1)));

    // Then
    assertThat(lags).containsExactly(90.0);
    assertThat(meters.get("ikewatch_sink_delivered_revisions").counter().count()).isEqualTo(1);
  }

  @Test
  void shouldWaitForTheBrokerWithADeadLetter() {
    // Given
    MockProducer<byte[], byte[]> away = producer(true);
    away.sendException = new TimeoutException("the broker is away");
    DeadLetters deadLetters = new DeadLetters("sink.recording", away, letters);
    ConsumerRecord<byte[], byte[]> record =
        new ConsumerRecord<>(Topics.INCIDENTS, 0, 0, new byte[] {1}, new byte[] {9});

    // When, Then
    assertThatThrownBy(() -> deadLetters.put(record, "UNREADABLE_RECORD", ""))
        .isInstanceOf(DeliveryException.Retriable.class)
        .hasMessageContaining("the broker is away");
  }

  private double skipped(String reason) {
    return meters
        .get("ikewatch_sink_skipped_revisions")
        .tags("destination", "recording", "reason", reason)
        .counter()
        .count();
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

  @Test
  void shouldDeadLetterARevisionWhoseStatusOrScopeIsOfANewerContract() {
    // Given
    Incident unknownStatus = incident("a", 1);
    unknownStatus.setStatus(Status.UNKNOWN);
    Incident unknownScope = incident("b", 1);
    unknownScope.setScope(Scope.UNKNOWN);
    destination.expected = 1;

    // When
    run(serde.toBytes(unknownStatus), serde.toBytes(unknownScope), serde.toBytes(incident("c", 1)));

    // Then
    assertThat(destination.delivered).containsExactly("c/1");
    assertThat(deadLetters())
        .containsExactly(
            "sink.recording UNREADABLE_RECORD 0", "sink.recording UNREADABLE_RECORD 1");
    assertThat(committed()).isEqualTo(3);
  }

  private void run(byte[]... values) {
    consumer.schedulePollTask(
        () -> {
          consumer.rebalance(List.of(PARTITION));
          consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
          for (int i = 0; i < values.length; i++) {
            consumer.addRecord(
                new ConsumerRecord<>(
                    Topics.INCIDENTS,
                    0,
                    i,
                    0L,
                    TimestampType.CREATE_TIME,
                    1,
                    1,
                    new byte[] {1},
                    values[i],
                    new RecordHeaders(),
                    Optional.empty()));
          }
        });
    SinkMetrics metrics = new SinkMetrics(meters, "recording", clock, monitor::state);
    TopicFeed feed =
        new TopicFeed(
            consumer,
            Topics.INCIDENTS,
            new FeedBatch(
                serde,
                destination,
                policy,
                new DeadLetters("sink.recording", producer, letters),
                new DeliveryReports("recording", true, producer, deliveries, metrics, clock),
                metrics),
            monitor,
            metrics,
            new Waits(policy, new SplittableRandom(1), nanos::get),
            new Pace(policy.rate(), nanos::get),
            new Gathering(policy.digest(), nanos::get));
    destination.whenDone = feed::stop;
    if (destination.expected == 0) {
      destination.expected =
          (int) Arrays.stream(values).filter(v -> v != null && v.length > 2).count()
              - (destination.refused.isEmpty() ? 0 : 1);
    }
    feed.run();
  }

  private long committed() {
    return committedOffsets.getOrDefault(PARTITION, -1L);
  }

  private List<String> deadLetters() {
    List<String> seen = new ArrayList<>();
    producer.history().stream()
        .filter(sent -> sent.topic().equals(Topics.DEADLETTERS))
        .forEach(
            sent -> {
              DeadLetter letter = letters.fromBytes(sent.value());
              seen.add(
                  letter.getStage() + " " + letter.getReason() + " " + letter.getOriginOffset());
            });
    return seen;
  }

  private final Map<TopicPartition, Long> committedOffsets = new HashMap<>();
  private final List<Mode> seen = new ArrayList<>();
  private final List<Double> lags = new ArrayList<>();

  private final class Recording implements Destination {
    private final List<String> delivered = new ArrayList<>();
    private int failures;
    private DeliveryException failure = new DeliveryException.Retriable("away", null);
    private Runnable whileFailing = () -> {};
    private String failFor = "";
    private int batchSize = Integer.MAX_VALUE;
    private String refused = "";
    private int expected;
    private Runnable whenDone = () -> {};

    @Override
    public String name() {
      return "recording";
    }

    @Override
    public int batchSize() {
      return batchSize;
    }

    @Override
    public void deliver(List<Incident> revisions) {
      boolean failing =
          failFor.isEmpty() || revisions.stream().anyMatch(r -> r.getIncidentId().equals(failFor));
      if (failing && failures-- > 0) {
        whileFailing.run();
        throw failure;
      }
      for (Incident one : revisions) {
        if (one.getIncidentId().equals(refused)) {
          throw new DeliveryException.Permanent("refused", null);
        }
      }
      revisions.forEach(one -> delivered.add(one.getIncidentId() + "/" + one.getRevision()));
      if (delivered.size() == expected) {
        finish();
      }
    }

    private void finish() {
      consumer.schedulePollTask(
          () -> {
            consumer
                .committed(Set.of(PARTITION))
                .forEach((partition, at) -> committedOffsets.put(partition, at.offset()));
            whenDone.run();
          });
    }

    @Override
    public void close() {}
  }
}
