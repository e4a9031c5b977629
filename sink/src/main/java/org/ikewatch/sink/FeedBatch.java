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
import org.ikewatch.sink.incidents.Destination;

/** What was read at once and how far it has come; unreadable records come first. */
final class FeedBatch implements FeedWork {
  private final AvroSerde<Incident> serde;
  private final Delivery<ConsumerRecord<byte[], byte[]>> delivery;
  private final DeadLetters deadLetters;
  private final DeliveryReports reports;
  private final SinkMetrics metrics;
  private final Deque<Unreadable> unreadable = new ArrayDeque<>();
  private ConsumerRecords<byte[], byte[]> polled = ConsumerRecords.empty();

  private record Unreadable(ConsumerRecord<byte[], byte[]> origin, String why) {}

  FeedBatch(
      AvroSerde<Incident> serde,
      Destination destination,
      boolean children,
      DeadLetters deadLetters,
      DeliveryReports reports,
      SinkMetrics metrics) {
    this.serde = serde;
    this.delivery = new Delivery<>(destination, children, new Outcomes());
    this.deadLetters = deadLetters;
    this.reports = reports;
    this.metrics = metrics;
  }

  @Override
  public void take(ConsumerRecords<byte[], byte[]> records) {
    polled = records;
    unreadable.clear();
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

  @Override
  public boolean isDone() {
    return unreadable.isEmpty() && delivery.isDone();
  }

  @Override
  public void step() throws InterruptedException {
    Unreadable first = unreadable.peek();
    if (first == null) {
      delivery.step();
    } else {
      deadLetters.put(first.origin(), "UNREADABLE_RECORD", first.why());
      unreadable.remove();
      metrics.deadLettered();
    }
  }

  @Override
  public OptionalLong oldestWaiting() {
    return delivery.remaining().stream().mapToLong(one -> one.origin().timestamp()).findFirst();
  }

  @Override
  public Map<TopicPartition, OffsetAndMetadata> progress() {
    Map<TopicPartition, Long> next = new HashMap<>();
    for (TopicPartition partition : polled.partitions()) {
      List<ConsumerRecord<byte[], byte[]>> read = polled.records(partition);
      next.put(partition, read.get(read.size() - 1).offset() + 1);
    }
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
  public void settle() {
    reports.flush();
  }

  @Override
  public void close() {
    deadLetters.close();
  }

  private final class Outcomes implements Delivery.Observer<ConsumerRecord<byte[], byte[]>> {
    @Override
    public void delivered(List<Sourced<ConsumerRecord<byte[], byte[]>>> done) {
      metrics.delivered(done.size());
      done.forEach(one -> reports.delivered(one.incident()));
    }

    @Override
    public void skipped(Sourced<ConsumerRecord<byte[], byte[]>> sourced, Skipped why) {
      metrics.skipped(why);
    }

    @Override
    public void refused(
        Sourced<ConsumerRecord<byte[], byte[]>> sourced, DeliveryException.Permanent why)
        throws InterruptedException {
      String detail = String.valueOf(why.getMessage());
      deadLetters.put(sourced.origin(), "DELIVERY_REFUSED", detail);
      metrics.deadLettered();
      reports.refused(sourced.incident(), detail);
    }
  }
}
