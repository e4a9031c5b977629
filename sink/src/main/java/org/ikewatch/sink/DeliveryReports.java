package org.ikewatch.sink;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Clock;
import java.time.Duration;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.ikewatch.schemas.AvroSerde;
import org.ikewatch.schemas.Delivery;
import org.ikewatch.schemas.Incident;
import org.ikewatch.schemas.Outcome;
import org.ikewatch.schemas.Topics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells on {@code ikewatch.deliveries} what one destination did. An account must not hold up what
 * it is about: what the broker does not take is counted and left out, and nothing more is offered
 * for a minute, as each attempt may have to wait for it.
 */
final class DeliveryReports {
  private static final Logger LOGGER = LoggerFactory.getLogger(DeliveryReports.class);
  private static final Duration SILENCE = Duration.ofMinutes(1);

  private final String destination;
  private final boolean everything;
  private final Producer<byte[], byte[]> producer;
  private final AvroSerde<Delivery> serde;
  private final SinkMetrics metrics;
  private final Clock clock;

  /** Until then nothing is told, in epoch milliseconds; the producer's thread sets it, too. */
  private volatile long silentUntil;

  /**
   * Reports on this destination.
   *
   * @param everything whether also what it took is told; one that can be asked itself need not
   * @param producer the caller closes it
   */
  DeliveryReports(
      String destination,
      boolean everything,
      Producer<byte[], byte[]> producer,
      AvroSerde<Delivery> serde,
      SinkMetrics metrics,
      Clock clock) {
    this.destination = destination;
    this.everything = everything;
    this.producer = producer;
    this.serde = serde;
    this.metrics = metrics;
    this.clock = clock;
  }

  /** The destination has it. */
  void delivered(Incident incident) {
    if (everything) {
      tell(incident, Outcome.DELIVERED, "");
    }
  }

  /** The destination will not take it. */
  void refused(Incident incident, String why) {
    tell(incident, Outcome.REFUSED, why);
  }

  private void tell(Incident incident, Outcome outcome, String detail) {
    if (clock.millis() < silentUntil) {
      metrics.unreported();
      return;
    }
    Delivery delivery =
        new Delivery(
            destination,
            incident.getIncidentId(),
            incident.getRevision(),
            clock.instant(),
            outcome,
            detail);
    byte[] key = incident.getIncidentId().getBytes(UTF_8);
    try {
      var unused =
          producer.send(
              new ProducerRecord<>(Topics.DELIVERIES, key, serde.toBytes(delivery)),
              (metadata, failure) -> {
                if (failure != null) {
                  lost(failure);
                }
              });
    } catch (InterruptException e) {
      throw e;
    } catch (KafkaException e) {
      lost(e);
    }
  }

  private void lost(Exception why) {
    metrics.unreported();
    long now = clock.millis();
    if (now >= silentUntil) {
      silentUntil = now + SILENCE.toMillis();
      LOGGER
          .atWarn()
          .addKeyValue("destination", destination)
          .addKeyValue("reason", why.toString())
          .log("deliveries go on, but " + Topics.DELIVERIES + " does not tell of them");
    }
  }

  /** Waits until the broker has what was told, or has not taken it. */
  void flush() {
    producer.flush();
  }
}
