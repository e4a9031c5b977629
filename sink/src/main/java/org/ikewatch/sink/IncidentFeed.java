package org.ikewatch.sink;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.WakeupException;
import org.ikewatch.schemas.AvroSerde;
import org.ikewatch.schemas.Incident;
import org.ikewatch.schemas.Topics;
import org.ikewatch.sink.incidents.Delivery;
import org.ikewatch.sink.incidents.Delivery.Sourced;
import org.ikewatch.sink.incidents.DeliveryException;
import org.ikewatch.sink.incidents.Destination;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Feeds one destination from the incidents topic, as a consumer group of its own. Offsets are
 * committed after delivery: at least once, and the destination is idempotent.
 */
final class IncidentFeed implements Runnable {
  private static final Logger LOGGER = LoggerFactory.getLogger(IncidentFeed.class);
  private static final Duration POLL = Duration.ofMillis(200);

  private final Consumer<byte[], byte[]> consumer;
  private final AvroSerde<Incident> serde;
  private final Destination destination;
  private final Delivery delivery;
  private final DeadLetters deadLetters;
  private final Duration retryAfter;
  private boolean failing;

  IncidentFeed(
      Consumer<byte[], byte[]> consumer,
      AvroSerde<Incident> serde,
      Destination destination,
      DeadLetters deadLetters,
      Duration retryAfter) {
    this.consumer = consumer;
    this.serde = serde;
    this.destination = destination;
    this.delivery = new Delivery(destination);
    this.deadLetters = deadLetters;
    this.retryAfter = retryAfter;
  }

  /** Runs until woken up by {@link #stop} or interrupted. */
  @Override
  public void run() {
    try {
      consumer.subscribe(List.of(Topics.INCIDENTS));
      while (!Thread.currentThread().isInterrupted()) {
        ConsumerRecords<byte[], byte[]> polled = consumer.poll(POLL);
        if (!polled.isEmpty()) {
          deliverUntilDone(readable(polled));
        }
      }
    } catch (WakeupException e) {
      LOGGER.atDebug().addKeyValue("destination", destination.name()).log("feed stops");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOGGER.atError().setCause(e).addKeyValue("destination", destination.name()).log("feed ends");
    } finally {
      consumer.close();
      deadLetters.close();
    }
  }

  void stop() {
    consumer.wakeup();
  }

  private void deliverUntilDone(List<Sourced<ConsumerRecord<byte[], byte[]>>> batch)
      throws InterruptedException {
    Set<TopicPartition> mine = Set.copyOf(consumer.assignment());
    while (mine.equals(consumer.assignment())) {
      try {
        for (Delivery.Refused<ConsumerRecord<byte[], byte[]>> refused : delivery.deliver(batch)) {
          deadLetters.put(
              refused.sourced().origin(),
              "DELIVERY_REFUSED",
              String.valueOf(refused.why().getMessage()));
        }
        commit();
        noteDelivered();
        return;
      } catch (DeliveryException.Retriable e) {
        noteFailing(e);
        // Polling while paused keeps the group membership; nothing is read.
        consumer.pause(consumer.assignment());
        consumer.poll(retryAfter);
        consumer.resume(consumer.assignment());
      }
    }
    // The partitions went to another member, which starts from what was committed.
  }

  private void commit() {
    try {
      consumer.commitSync();
    } catch (CommitFailedException | RetriableException e) {
      // What was delivered may be delivered again, which changes nothing.
      LOGGER.atWarn().addKeyValue("destination", destination.name()).log("offsets not committed");
    }
  }

  private List<Sourced<ConsumerRecord<byte[], byte[]>>> readable(
      ConsumerRecords<byte[], byte[]> polled) throws InterruptedException {
    List<Sourced<ConsumerRecord<byte[], byte[]>>> batch = new ArrayList<>(polled.count());
    for (ConsumerRecord<byte[], byte[]> one : polled) {
      if (one.value() == null) {
        // A tombstone of compaction: there is nothing to deliver.
        continue;
      }
      try {
        batch.add(new Sourced<>(serde.fromBytes(one.value()), one));
      } catch (SerializationException e) {
        deadLetters.put(one, "UNREADABLE_RECORD", String.valueOf(e.getMessage()));
      }
    }
    return batch;
  }

  private void noteFailing(DeliveryException.Retriable e) {
    if (!failing) {
      failing = true;
      LOGGER
          .atWarn()
          .addKeyValue("destination", destination.name())
          .addKeyValue("reason", e.getMessage())
          .log("destination fails; its incidents wait, the other destinations go on");
    }
  }

  private void noteDelivered() {
    if (failing) {
      failing = false;
      LOGGER.atInfo().addKeyValue("destination", destination.name()).log("destination is back");
    }
  }
}
