package org.ikewatch.sink;

import java.util.ArrayDeque;
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
import org.ikewatch.schemas.Delivery;
import org.ikewatch.sink.incidents.Archive;
import org.ikewatch.sink.incidents.DeliveryException;

/** Deliveries that were read at once, on their way into an archive. */
final class AccountBatch implements FeedWork {
  private final AvroSerde<Delivery> serde;
  private final Archive archive;
  private final DeadLetters deadLetters;
  private final SinkMetrics metrics;
  private final Deque<Told> told = new ArrayDeque<>();
  private final Deque<Unreadable> unreadable = new ArrayDeque<>();
  private ConsumerRecords<byte[], byte[]> polled = ConsumerRecords.empty();
  private boolean oneByOne;

  private record Told(ConsumerRecord<byte[], byte[]> origin, Delivery delivery) {}

  private record Unreadable(ConsumerRecord<byte[], byte[]> origin, String why) {}

  AccountBatch(
      AvroSerde<Delivery> serde, Archive archive, DeadLetters deadLetters, SinkMetrics metrics) {
    this.serde = serde;
    this.archive = archive;
    this.deadLetters = deadLetters;
    this.metrics = metrics;
  }

  @Override
  public void take(ConsumerRecords<byte[], byte[]> records) {
    polled = records;
    oneByOne = false;
    told.clear();
    unreadable.clear();
    for (ConsumerRecord<byte[], byte[]> one : records) {
      if (one.value() != null) {
        try {
          told.add(new Told(one, serde.fromBytes(one.value())));
        } catch (SerializationException e) {
          unreadable.add(new Unreadable(one, String.valueOf(e.getMessage())));
        }
      }
    }
  }

  @Override
  public boolean isDone() {
    return told.isEmpty() && unreadable.isEmpty();
  }

  @Override
  public void step() throws InterruptedException {
    Unreadable first = unreadable.peek();
    if (first == null) {
      record(oneByOne ? List.of(told.element()) : List.copyOf(told));
    } else {
      deadLetters.put(first.origin(), "UNREADABLE_RECORD", first.why());
      unreadable.remove();
      metrics.deadLettered();
    }
  }

  private void record(List<Told> part) throws InterruptedException {
    try {
      archive.record(part.stream().map(Told::delivery).toList());
      metrics.delivered(part.size());
    } catch (DeliveryException.Permanent e) {
      if (part.size() > 1) {
        oneByOne = true;
        return;
      }
      deadLetters.put(part.get(0).origin(), "DELIVERY_REFUSED", String.valueOf(e.getMessage()));
      metrics.deadLettered();
    }
    part.forEach(done -> told.remove());
  }

  @Override
  public OptionalLong oldestWaiting() {
    return told.stream().mapToLong(one -> one.origin().timestamp()).findFirst();
  }

  /** The whole batch or nothing: recording once more changes nothing. */
  @Override
  public Map<TopicPartition, OffsetAndMetadata> progress() {
    Map<TopicPartition, OffsetAndMetadata> progress = new HashMap<>();
    for (TopicPartition partition : polled.partitions()) {
      List<ConsumerRecord<byte[], byte[]>> read = polled.records(partition);
      long next = isDone() ? read.get(read.size() - 1).offset() + 1 : read.get(0).offset();
      progress.put(partition, new OffsetAndMetadata(next));
    }
    return progress;
  }

  @Override
  public void settle() {
    // It tells nobody.
  }

  @Override
  public void close() {
    deadLetters.close();
  }
}
