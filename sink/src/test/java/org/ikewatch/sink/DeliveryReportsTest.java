package org.ikewatch.sink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.ikewatch.sink.Samples.incident;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.ikewatch.schemas.AvroSerde;
import org.ikewatch.schemas.Delivery;
import org.ikewatch.schemas.InMemorySchemaRegistry;
import org.ikewatch.schemas.Outcome;
import org.ikewatch.schemas.Topics;
import org.ikewatch.sink.incidents.DestinationState;
import org.junit.jupiter.api.Test;

class DeliveryReportsTest {
  private static final Instant T0 = Instant.parse("2026-03-01T00:00:00Z");

  private final AvroSerde<Delivery> serde =
      AvroSerde.forValue(Delivery.class, Topics.DELIVERIES, new InMemorySchemaRegistry());
  private MockProducer<byte[], byte[]> producer = producer(true);
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final PassingClock clock = new PassingClock();

  /** A clock that is told when time passes. */
  private static final class PassingClock extends Clock {
    private Instant now = T0;

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  private DeliveryReports reports(boolean everything) {
    DestinationState well = new DestinationState("hook", DestinationState.Mode.DELIVERING, T0, "");
    SinkMetrics metrics = new SinkMetrics(meters, "hook", clock, () -> well);
    return new DeliveryReports("hook", everything, producer, serde, metrics, clock);
  }

  private static MockProducer<byte[], byte[]> producer(boolean acknowledging) {
    return new MockProducer<>(
        acknowledging, null, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private List<Delivery> told() {
    return producer.history().stream().map(sent -> serde.fromBytes(sent.value())).toList();
  }

  private double unreported() {
    return meters
        .get("ikewatch_sink_unreported_deliveries")
        .tag("destination", "hook")
        .counter()
        .count();
  }

  private static Delivery delivery(String id, int revision, Outcome outcome, String detail) {
    return new Delivery("hook", id, revision, T0, outcome, detail);
  }

  @Test
  void shouldTellWhatBecameOfARevisionUnderItsIncident() {
    // When
    DeliveryReports reports = reports(true);
    reports.delivered(incident("a", 7));
    reports.refused(incident("b", 1), "it answers 400");
    reports.flush();

    // Then
    assertThat(told())
        .containsExactly(
            delivery("a", 7, Outcome.DELIVERED, ""),
            delivery("b", 1, Outcome.REFUSED, "it answers 400"));
    assertThat(producer.history())
        .extracting(ProducerRecord::topic)
        .containsOnly("ikewatch.deliveries");
    assertThat(producer.history())
        .extracting(sent -> new String(sent.key(), UTF_8))
        .containsExactly("a", "b");
  }

  @Test
  void shouldTellOnlyRefusalsOfADestinationThatCanBeAsked() {
    // When
    DeliveryReports reports = reports(false);
    reports.delivered(incident("a", 7));
    reports.refused(incident("b", 1), "no host");

    // Then
    assertThat(told()).containsExactly(delivery("b", 1, Outcome.REFUSED, "no host"));
  }

  @Test
  void shouldHoldUpNothingWhereTheBrokerDoesNotTakeIt() {
    // Given
    DeliveryReports reports = reports(true);
    producer.sendException = new TimeoutException("no such topic");
    reports.delivered(incident("a", 1));
    producer.sendException = null;

    // When
    clock.now = T0.plus(Duration.ofSeconds(59));
    reports.delivered(incident("b", 1));
    clock.now = T0.plus(Duration.ofSeconds(60));
    reports.delivered(incident("c", 1));

    // Then
    assertThat(told()).extracting(Delivery::getIncidentId).containsExactly("c");
    assertThat(unreported()).isEqualTo(2);
  }

  @Test
  void shouldCountWhatTheBrokerRefusesLater() {
    // Given
    producer = producer(false);
    DeliveryReports reports = reports(true);
    reports.delivered(incident("a", 1));
    reports.delivered(incident("b", 1));

    // When
    producer.errorNext(new TimeoutException("no leader"));
    producer.completeNext();

    // Then
    assertThat(unreported()).isEqualTo(1);
  }

  @Test
  void shouldStopWhereItIsInterrupted() {
    // Given
    producer.sendException = new InterruptException("stop");

    // When, Then
    assertThatThrownBy(() -> reports(true).delivered(incident("a", 1)))
        .isInstanceOf(InterruptException.class);
    assertThat(Thread.interrupted()).isTrue();
  }
}
