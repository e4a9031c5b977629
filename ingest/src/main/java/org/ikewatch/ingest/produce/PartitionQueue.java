package org.ikewatch.ingest.produce;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.internal.DefaultRecordBatch;
import org.apache.kafka.common.utils.ProducerIdAndEpoch;

/**
 * The batches of one partition, in order. At most one of them is with the broker: what failed goes
 * again before anything else does. Safe for use by several threads.
 */
final class PartitionQueue<P> {
  private static final int MOST_FREE = 4;

  private final TopicPartition partition;
  private final BatchSettings settings;
  private final Deque<Batch<P>> batches = new ArrayDeque<>();
  private final Deque<byte[]> free = new ArrayDeque<>();

  /** The first batch, where it is sealed: on its way, or to go again. */
  private Batch<P> sealed;

  /** What the largest batch came to take: the next one need not grow to it. */
  private int usualBytes;

  private boolean onItsWay;
  private long notBefore;
  private ProducerIdAndEpoch producer;
  private int sequence;
  private boolean closed;

  PartitionQueue(TopicPartition partition, BatchSettings settings) {
    this(partition, settings, ProducerIdAndEpoch.NONE, 0);
  }

  /** A queue whose next record has this number, of this producer's. */
  PartitionQueue(
      TopicPartition partition, BatchSettings settings, ProducerIdAndEpoch producer, int sequence) {
    this.partition = partition;
    this.settings = settings;
    this.usualBytes = settings.firstBytes();
    this.producer = producer;
    this.sequence = sequence;
  }

  TopicPartition partition() {
    return partition;
  }

  /**
   * Takes a record.
   *
   * @param clock milliseconds since the epoch
   * @return whether whoever sends should know: the queue was empty, or its first batch has just
   *     come to be worth a request
   * @throws KafkaException where the queue is closed
   */
  synchronized boolean append(Message message, P parcel, LongSupplier clock) {
    if (closed) {
      throw new KafkaException("the producer is closed");
    }
    Batch<P> last = batches.peekLast();
    if (last != null && last != sealed) {
      boolean waits = isWaiting();
      if (last.append(message, parcel)) {
        return waits && !isWaiting();
      }
    }
    Batch<P> next =
        new Batch<>(
            partition, array(), settings.compression(), settings.mostBytes(), clock.getAsLong());
    next.append(message, parcel);
    batches.addLast(next);
    return batches.size() == 1;
  }

  private byte[] array() {
    byte[] array = free.pollLast();
    return array == null ? new byte[usualBytes] : array;
  }

  /** Whether the first batch may wait for more records: it is neither on its way, nor enough. */
  private boolean isWaiting() {
    return sealed == null
        && batches.size() == 1
        && !closed
        && batches.getFirst().bytes() < settings.enoughBytes();
  }

  /** Whether a batch is to be sent now: it is enough, old enough, or to go again. */
  synchronized boolean isDue(long now) {
    return maySend(now) && !(isWaiting() && age(now) < settings.lingerMillis());
  }

  /** In how many milliseconds a batch that waits for more will be old enough; empty for none. */
  synchronized OptionalLong dueIn(long now) {
    return isWaiting() && age(now) < settings.lingerMillis()
        ? OptionalLong.of(settings.lingerMillis() - age(now))
        : OptionalLong.empty();
  }

  private long age(long now) {
    return now - batches.getFirst().begunAt();
  }

  private boolean maySend(long now) {
    return !batches.isEmpty() && !onItsWay && now >= notBefore;
  }

  /** The first batch, on its way from now on, if there is one that may be sent, due or not. */
  synchronized Optional<Batch<P>> next(ProducerIdAndEpoch current, long now) {
    if (!maySend(now)) {
      return Optional.empty();
    }
    Batch<P> first = batches.getFirst();
    if (sealed == null) {
      if (!producer.equals(current)) {
        producer = current;
        sequence = 0;
      }
      first.seal(producer, sequence);
      sealed = first;
    }
    onItsWay = true;
    return Optional.of(first);
  }

  /** The broker has the batch. */
  synchronized void acknowledged(Batch<P> batch) {
    remove();
    sequence = DefaultRecordBatch.incrementSequence(sequence, batch.size());
    byte[] array = batch.array();
    usualBytes = Math.max(usualBytes, Math.min(array.length, settings.mostBytes()));
    if (free.size() < MOST_FREE && array.length <= 2 * settings.mostBytes()) {
      free.addLast(array);
    }
  }

  /** The batch is to go again, not before this time. */
  synchronized void again(long notBeforeMillis) {
    onItsWay = false;
    notBefore = notBeforeMillis;
  }

  /** The broker does not take the batch as it is: its records go one by one. */
  synchronized void split(Batch<P> batch) {
    remove();
    List<Batch<P>> singles = batch.split();
    for (int i = singles.size() - 1; i >= 0; i--) {
      batches.addFirst(singles.get(i));
    }
  }

  /** The batch is given up. Whether the broker has it is not known, so its numbers are void. */
  synchronized void givenUp() {
    remove();
    producer = ProducerIdAndEpoch.NONE;
  }

  /** The broker has refused the batch: its numbers are as if it had never been. */
  synchronized void refused() {
    remove();
  }

  private void remove() {
    batches.removeFirst();
    sealed = null;
    onItsWay = false;
    notBefore = 0;
  }

  /** The first batch, where it is not on its way and older than this. */
  synchronized Optional<Batch<P>> olderThan(long begunBefore) {
    Batch<P> first = batches.peekFirst();
    return first == null || onItsWay || first.begunAt() >= begunBefore
        ? Optional.empty()
        : Optional.of(first);
  }

  synchronized boolean isEmpty() {
    return batches.isEmpty();
  }

  /** Takes nothing more; what there is goes at once. */
  synchronized void close() {
    closed = true;
  }

  /** Takes nothing more and gives up everything. */
  synchronized List<Batch<P>> abandon() {
    closed = true;
    List<Batch<P>> all = new ArrayList<>(batches);
    batches.clear();
    return all;
  }
}
