package org.ikewatch.ingest.produce;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.ProducerIdAndEpoch;

/**
 * The batches of one partition, in order. At most one of them is with the broker: what failed goes
 * again before anything else does. Safe for use by several threads.
 */
final class PartitionQueue {
  private static final int MOST_FREE = 2;

  private final TopicPartition partition;
  private final BatchSettings settings;
  private final Deque<Batch> batches = new ArrayDeque<>();
  private final Deque<ByteBuffer> free = new ArrayDeque<>();

  /** The first batch, where it is sealed: on its way, or to go again. */
  private Batch sealed;

  private boolean onItsWay;
  private long notBefore;
  private ProducerIdAndEpoch producer = ProducerIdAndEpoch.NONE;
  private int sequence;
  private boolean closed;

  PartitionQueue(TopicPartition partition, BatchSettings settings) {
    this.partition = partition;
    this.settings = settings;
  }

  TopicPartition partition() {
    return partition;
  }

  /**
   * Takes a record.
   *
   * @return whether the queue was empty: whoever sends should know
   * @throws KafkaException where the queue is closed
   */
  synchronized boolean append(ProducerRecord<byte[], byte[]> record, Callback callback, long now) {
    if (closed) {
      throw new KafkaException("the producer is closed");
    }
    Batch last = batches.peekLast();
    if (last != null
        && last != sealed
        && last.append(record.timestamp(), record.key(), record.value(), callback)) {
      return false;
    }
    Batch next = new Batch(partition, buffer(), settings.compression(), settings.mostBytes(), now);
    next.append(record.timestamp(), record.key(), record.value(), callback);
    batches.addLast(next);
    return batches.size() == 1;
  }

  private ByteBuffer buffer() {
    ByteBuffer buffer = free.pollLast();
    return buffer == null ? ByteBuffer.allocate(settings.firstBytes()) : buffer.clear();
  }

  /** The batch to be sent now, if there is one: full, old enough, or to go again. */
  synchronized Optional<Batch> next(ProducerIdAndEpoch current, long now) {
    Batch first = batches.peekFirst();
    if (first == null || onItsWay || now < notBefore) {
      return Optional.empty();
    }
    if (sealed == null) {
      boolean waits = batches.size() == 1 && now - first.begunAt() < settings.lingerMillis();
      if (waits && !closed) {
        return Optional.empty();
      }
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
  synchronized void acknowledged(Batch batch) {
    remove();
    sequence += batch.size();
    if (free.size() < MOST_FREE) {
      free.addLast(batch.buffer());
    }
  }

  /** The batch is to go again, not before this time. */
  synchronized void again(long notBeforeMillis) {
    onItsWay = false;
    notBefore = notBeforeMillis;
  }

  /** The broker does not take the batch as it is: its records go one by one. */
  synchronized void split(Batch batch) {
    remove();
    List<Batch> singles = batch.split();
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
  synchronized Optional<Batch> olderThan(long begunBefore) {
    Batch first = batches.peekFirst();
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
  synchronized List<Batch> abandon() {
    closed = true;
    List<Batch> all = new ArrayList<>(batches);
    batches.clear();
    return all;
  }
}
