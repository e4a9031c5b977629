package org.ikewatch.ingest.produce;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.Record;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.apache.kafka.common.utils.ProducerIdAndEpoch;
import org.apache.kafka.common.utils.Utils;

/**
 * Records of one partition that go to the broker as one: filled, then sealed for good, so that the
 * broker knows it again where it is sent twice. Its bytes are the only copy of the records. Guarded
 * by its queue until it is sealed.
 */
final class Batch<P> {
  private static final int USUAL_RECORDS = 256;

  private final TopicPartition partition;
  private final Compression compression;
  private final RecordBytes bytes;
  private final int mostBytes;
  private final List<P> parcels = new ArrayList<>(USUAL_RECORDS);
  private final long begunAt;

  /** What goes to the broker; there once the batch is sealed. */
  private Optional<MemoryRecords> sealed = Optional.empty();

  /**
   * An empty batch.
   *
   * @param array where its bytes go; another takes its place where they are more
   * @param mostBytes what it may come to, but for a single record that is larger
   * @param begunAt in milliseconds since the epoch
   */
  Batch(
      TopicPartition partition,
      byte[] array,
      Compression compression,
      int mostBytes,
      long begunAt) {
    this.partition = partition;
    this.compression = compression;
    this.bytes = new RecordBytes(array);
    this.mostBytes = mostBytes;
    this.begunAt = begunAt;
  }

  /** Takes the record where there is room, and in any case as the first. */
  boolean append(Message message, P parcel) {
    if (!parcels.isEmpty() && bytes.sizeWith(message) > mostBytes) {
      return false;
    }
    bytes.add(message);
    parcels.add(parcel);
    return true;
  }

  /** Nothing more is taken; the broker will know the batch by these numbers. */
  void seal(ProducerIdAndEpoch producer, int sequence) {
    sealed = Optional.of(bytes.complete(compression, producer, sequence));
  }

  MemoryRecords records() {
    return sealed.orElseThrow();
  }

  /** Its bytes' place, for another batch when this one is done with. */
  byte[] array() {
    return bytes.array();
  }

  TopicPartition partition() {
    return partition;
  }

  int size() {
    return parcels.size();
  }

  /** How many bytes it comes to so far, uncompressed. */
  int bytes() {
    return bytes.size();
  }

  long begunAt() {
    return begunAt;
  }

  /** Each of its records alone, to find the one that the broker does not take. */
  List<Batch<P>> split() {
    List<Batch<P>> singles = new ArrayList<>(size());
    for (Returned<P> one : unpack()) {
      Message message = one.message();
      int needed = message.key().length() + message.value().remaining();
      Batch<P> single =
          new Batch<>(
              partition,
              new byte[needed + 128],
              compression,
              1, // room for none but the first
              begunAt);
      single.append(message, one.parcel());
      singles.add(single);
    }
    return singles;
  }

  /** The broker has it. */
  void tellHeld(Fates<P> fates) {
    fates.held(partition, bytes.newestTimestamp(), parcels);
  }

  /** The broker has it not, and nobody will try again. */
  void tellFailed(Fates<P> fates, RuntimeException failure) {
    fates.failed(unpack(), failure);
  }

  private List<Returned<P>> unpack() {
    List<Returned<P>> all = new ArrayList<>(size());
    if (sealed.isEmpty()) {
      seal(ProducerIdAndEpoch.NONE, RecordBatch.NO_SEQUENCE);
    }
    for (Record record : records().records()) {
      Message message =
          new Message(
              partition.topic(),
              record.timestamp(),
              Utils.toNullableArray(record.key()),
              Utils.toNullableArray(record.value()));
      all.add(new Returned<>(message, parcels.get(all.size())));
    }
    return all;
  }
}
