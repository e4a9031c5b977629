package org.ikewatch.sink;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;
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
  private final ReadSoFar read = new ReadSoFar();
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
    read.add(records);
    oneByOne = false;
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
  public void drop() {
    read.clear();
    told.clear();
    unreadable.clear();
  }

  @Override
  public boolean isIdle() {
    return read.isEmpty();
  }

  @Override
  public int waiting() {
    return told.size() + unreadable.size();
  }

  @Override
  public boolean isDone() {
    return told.isEmpty() && unreadable.isEmpty();
  }

  @Override
  public int step(int most) throws InterruptedException {
    Unreadable first = unreadable.peek();
    if (first == null) {
      return record(told.stream().limit(oneByOne ? 1 : most).toList());
    }
    deadLetters.put(first.origin(), "UNREADABLE_RECORD", first.why());
    unreadable.remove();
    metrics.deadLettered();
    return 0;
  }

  private int record(List<Told> part) throws InterruptedException {
    try {
      archive.record(part.stream().map(Told::delivery).toList());
      metrics.delivered(part.size());
      part.forEach(done -> told.remove());
      return part.size();
    } catch (DeliveryException.Permanent e) {
      refused(part, e);
      return 0;
    }
  }

  private void refused(List<Told> part, DeliveryException.Permanent why)
      throws InterruptedException {
    if (part.size() > 1) {
      oneByOne = true;
      return;
    }
    deadLetters.put(part.get(0).origin(), "DELIVERY_REFUSED", String.valueOf(why.getMessage()));
    told.remove();
    metrics.deadLettered();
  }

  @Override
  public OptionalLong oldestWaiting() {
    return told.stream().mapToLong(one -> one.origin().timestamp()).findFirst();
  }

  @Override
  public Map<TopicPartition, OffsetAndMetadata> progress() {
    return read.before(
        Stream.concat(
            unreadable.stream().map(Unreadable::origin), told.stream().map(Told::origin)));
  }

  @Override
  public void close() {
    deadLetters.close();
  }
}
