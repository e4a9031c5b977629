package org.ikewatch.sink;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.ikewatch.schemas.AvroSerde;
import org.ikewatch.schemas.Incident;
import org.ikewatch.sink.incidents.Delivery;
import org.ikewatch.sink.incidents.Delivery.Skipped;
import org.ikewatch.sink.incidents.Delivery.Sourced;
import org.ikewatch.sink.incidents.DeliveryException;
import org.ikewatch.sink.incidents.DeliveryPolicy;
import org.ikewatch.sink.incidents.Destination;

/** What was read at once and how far it has come; unreadable records come first. */
final class FeedBatch implements AutoCloseable {
  private final AvroSerde<Incident> serde;
  private final Destination destination;
  private final Delivery<ConsumerRecord<byte[], byte[]>> delivery;
  private final DeadLetters deadLetters;
  private final SinkMetrics metrics;
  private final Deque<Unreadable> unreadable = new ArrayDeque<>();

  /** For each partition that was read from, the offset after the last. */
  private final Map<TopicPartition, Long> read = new HashMap<>();

  private record Unreadable(ConsumerRecord<byte[], byte[]> origin, String why) {}

  FeedBatch(
      AvroSerde<Incident> serde,
      Destination destination,
      DeliveryPolicy policy,
      DeadLetters deadLetters,
      SinkMetrics metrics) {
    this.serde = serde;
    this.destination = destination;
    this.delivery = new Delivery<>(destination, policy, new Outcomes());
    this.deadLetters = deadLetters;
    this.metrics = metrics;
  }

  /** Takes on what was read beside what is not done yet. */
  void take(ConsumerRecords<byte[], byte[]> records) {
    for (TopicPartition partition : records.partitions()) {
      List<ConsumerRecord<byte[], byte[]>> some = records.records(partition);
      read.put(partition, some.get(some.size() - 1).offset() + 1);
    }
    List<Sourced<ConsumerRecord<byte[], byte[]>>> readable = new ArrayList<>(records.count());
    for (ConsumerRecord<byte[], byte[]> one : records) {
      if (one.value() == null) {
        // A tombstone of compaction: there is nothing to deliver.
        continue;
      }
      try {
        readable.add(new Sourced<>(serde.fromBytes(one.value()), one));
      } catch (SerializationException e) {
        unreadable.add(new Unreadable(one, String.valueOf(e.getMessage())));
      }
    }
    delivery.take(readable);
  }

  /** Forgets what is not done: it is read again, by us or by another member of the group. */
  void drop() {
    read.clear();
    unreadable.clear();
    delivery.drop();
  }

  /** Whether nothing was taken on. */
  boolean isIdle() {
    return read.isEmpty();
  }

  /** Whether everything is read anew by whoever begins to read. */
  boolean startsOver() {
    return destination.startsOver();
  }

  /**
   * Says again what the destination has to be told from time to time.
   *
   * @return whether anything was said
   * @throws DeliveryException where that is to be tried again
   */
  boolean renew() {
    return destination.renew();
  }

  /** How many records are not done yet. */
  int waiting() {
    return unreadable.size() + delivery.remaining().size();
  }

  boolean isDone() {
    return unreadable.isEmpty() && delivery.isDone();
  }

  /**
   * Does the next part of the work.
   *
   * @param most how many revisions may be delivered now, at least 1
   * @return how many are
   * @throws DeliveryException where it is to be tried again
   */
  int step(int most) throws InterruptedException {
    Unreadable first = unreadable.peek();
    if (first == null) {
      return delivery.step(most);
    }
    deadLetters.put(first.origin(), "UNREADABLE_RECORD", first.why());
    unreadable.remove();
    metrics.deadLettered();
    return 0;
  }

  /** When the next one to be delivered was published, in epoch milliseconds. */
  OptionalLong oldestWaiting() {
    return delivery.remaining().stream().mapToLong(one -> one.origin().timestamp()).findFirst();
  }

  /** For each partition that was read from, where the next reader has to begin. */
  Map<TopicPartition, OffsetAndMetadata> progress() {
    Map<TopicPartition, Long> next = new HashMap<>(read);
    unreadable.forEach(one -> lower(next, one.origin()));
    delivery.remaining().forEach(one -> lower(next, one.origin()));
    Map<TopicPartition, OffsetAndMetadata> progress = new HashMap<>();
    next.forEach((partition, offset) -> progress.put(partition, new OffsetAndMetadata(offset)));
    return progress;
  }

  private static void lower(
      Map<TopicPartition, Long> next, ConsumerRecord<byte[], byte[]> waiting) {
    next.merge(
        new TopicPartition(waiting.topic(), waiting.partition()), waiting.offset(), Math::min);
  }

  @Override
  public void close() {
    deadLetters.close();
  }

  private final class Outcomes implements Delivery.Observer<ConsumerRecord<byte[], byte[]>> {
    @Override
    public void delivered(List<Sourced<ConsumerRecord<byte[], byte[]>>> done) {
      metrics.delivered(done.size());
    }

    @Override
    public void skipped(Sourced<ConsumerRecord<byte[], byte[]>> sourced, Skipped why) {
      metrics.skipped(why);
    }

    @Override
    public void refused(
        Sourced<ConsumerRecord<byte[], byte[]>> sourced, DeliveryException.Permanent why)
        throws InterruptedException {
      deadLetters.put(sourced.origin(), "DELIVERY_REFUSED", String.valueOf(why.getMessage()));
      metrics.deadLettered();
    }
  }
}
