package org.ikewatch.sink;

import java.util.ArrayDeque;
import java.util.ArrayList;
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
import org.ikewatch.schemas.Incident;
import org.ikewatch.sink.incidents.Delivery;
import org.ikewatch.sink.incidents.Delivery.Skipped;
import org.ikewatch.sink.incidents.Delivery.Sourced;
import org.ikewatch.sink.incidents.DeliveryException;
import org.ikewatch.sink.incidents.DeliveryPolicy;
import org.ikewatch.sink.incidents.Destination;
import org.ikewatch.sink.incidents.KnownContract;

/** What was read at once and how far it has come; unreadable records come first. */
final class FeedBatch implements FeedWork {
  private final AvroSerde<Incident> serde;
  private final Destination destination;
  private final Delivery<ConsumerRecord<byte[], byte[]>> delivery;
  private final DeadLetters deadLetters;
  private final DeliveryReports reports;
  private final SinkMetrics metrics;
  private final Deque<Unreadable> unreadable = new ArrayDeque<>();
  private final ReadSoFar read = new ReadSoFar();

  private record Unreadable(ConsumerRecord<byte[], byte[]> origin, String why) {}

  FeedBatch(
      AvroSerde<Incident> serde,
      Destination destination,
      DeliveryPolicy policy,
      DeadLetters deadLetters,
      DeliveryReports reports,
      SinkMetrics metrics) {
    this.serde = serde;
    this.destination = destination;
    this.delivery = new Delivery<>(destination, policy, new Outcomes());
    this.deadLetters = deadLetters;
    this.reports = reports;
    this.metrics = metrics;
  }

  @Override
  public void take(ConsumerRecords<byte[], byte[]> records) {
    read.add(records);
    List<Sourced<ConsumerRecord<byte[], byte[]>>> readable = new ArrayList<>(records.count());
    for (ConsumerRecord<byte[], byte[]> one : records) {
      if (one.value() == null) {
        // A tombstone of compaction: there is nothing to deliver.
        continue;
      }
      try {
        Incident incident = serde.fromBytes(one.value());
        KnownContract.obstacle(incident)
            .ifPresentOrElse(
                why -> unreadable.add(new Unreadable(one, why)),
                () -> readable.add(new Sourced<>(incident, one)));
      } catch (SerializationException e) {
        unreadable.add(new Unreadable(one, String.valueOf(e.getMessage())));
      }
    }
    delivery.take(readable);
  }

  @Override
  public void drop() {
    read.clear();
    unreadable.clear();
    delivery.drop();
  }

  @Override
  public boolean isIdle() {
    return read.isEmpty();
  }

  @Override
  public boolean startsOver() {
    return destination.startsOver();
  }

  @Override
  public boolean renew() {
    return destination.renew();
  }

  @Override
  public int waiting() {
    return unreadable.size() + delivery.remaining().size();
  }

  @Override
  public boolean isDone() {
    return unreadable.isEmpty() && delivery.isDone();
  }

  @Override
  public int step(int most) throws InterruptedException {
    Unreadable first = unreadable.peek();
    if (first == null) {
      return delivery.step(most);
    }
    deadLetters.put(first.origin(), "UNREADABLE_RECORD", first.why());
    unreadable.remove();
    metrics.deadLettered();
    return 0;
  }

  @Override
  public OptionalLong oldestWaiting() {
    return delivery.remaining().stream().mapToLong(one -> one.origin().timestamp()).findFirst();
  }

  @Override
  public Map<TopicPartition, OffsetAndMetadata> progress() {
    return read.before(
        Stream.concat(
            unreadable.stream().map(Unreadable::origin),
            delivery.remaining().stream().map(Sourced::origin)));
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
