package org.ikewatch.ingest.produce;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.MemoryRecordsBuilder;
import org.apache.kafka.common.record.internal.Record;
import org.apache.kafka.common.utils.ProducerIdAndEpoch;
import org.apache.kafka.common.utils.Utils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records of one partition that go to the broker as one: filled, then sealed for good, so that the
 * broker knows it again where it is sent twice. Guarded by its queue until it is sealed.
 */
final class Batch {
  private static final Logger LOG = LoggerFactory.getLogger(Batch.class);
  private static final int USUAL_RECORDS = 256;

  private final TopicPartition partition;
  private final Compression compression;
  private final MemoryRecordsBuilder builder;
  private final List<Callback> callbacks = new ArrayList<>(USUAL_RECORDS);
  private final long begunAt;
  private long newest = -1;

  /**
   * An empty batch.
   *
   * @param buffer where its bytes go; grows where they are more
   * @param mostBytes what it may come to, but for a single record that is larger
   * @param begunAt in milliseconds since the epoch
   */
  Batch(
      TopicPartition partition,
      ByteBuffer buffer,
      Compression compression,
      int mostBytes,
      long begunAt) {
    this.partition = partition;
    this.compression = compression;
    this.begunAt = begunAt;
    this.builder =
        MemoryRecords.builder(buffer, compression, TimestampType.CREATE_TIME, 0, mostBytes);
  }

  /** Takes the record where there is room, and in any case as the first. */
  boolean append(long timestamp, byte[] key, byte[] value, Callback callback) {
    if (!callbacks.isEmpty() && !builder.hasRoomFor(timestamp, key, value, Record.EMPTY_HEADERS)) {
      return false;
    }
    builder.append(timestamp, key, value);
    callbacks.add(callback);
    newest = Math.max(newest, timestamp);
    return true;
  }

  /** Nothing more is taken; the broker will know the batch by these numbers. */
  void seal(ProducerIdAndEpoch producer, int sequence) {
    builder.setProducerState(producer.producerId, producer.epoch, sequence, false);
    builder.close();
  }

  MemoryRecords records() {
    return builder.build();
  }

  /** Its bytes' place, for another batch when this one is done with. */
  ByteBuffer buffer() {
    return builder.buffer();
  }

  TopicPartition partition() {
    return partition;
  }

  int size() {
    return callbacks.size();
  }

  long begunAt() {
    return begunAt;
  }

  /** Each of its records alone, to find the one that the broker does not take. */
  List<Batch> split() {
    List<Batch> singles = new ArrayList<>(size());
    for (Record record : records().records()) {
      Batch single =
          new Batch(
              partition,
              ByteBuffer.allocate(record.sizeInBytes() + 128),
              compression,
              1, // room for none but the first
              begunAt);
      single.append(
          record.timestamp(),
          Utils.toNullableArray(record.key()),
          Utils.toNullableArray(record.value()),
          callbacks.get(singles.size()));
      singles.add(single);
    }
    return singles;
  }

  /** The broker has it. */
  void acknowledged(long baseOffset) {
    complete(new RecordMetadata(partition, baseOffset, 0, newest, -1, -1), null);
  }

  /** The broker has it not, and nobody will try again. */
  void failed(RuntimeException failure) {
    complete(null, failure);
  }

  private void complete(RecordMetadata metadata, RuntimeException failure) {
    for (int i = 0; i < callbacks.size(); i++) {
      try {
        callbacks.get(i).onCompletion(metadata, failure);
      } catch (RuntimeException e) {
        LOG.atError().setCause(e).log("A record's fate could not be told");
      }
    }
  }
}
