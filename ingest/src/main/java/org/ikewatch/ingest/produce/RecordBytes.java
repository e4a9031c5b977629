package org.ikewatch.ingest.produce;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.record.internal.CompressionType;
import org.apache.kafka.common.record.internal.DefaultRecordBatch;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.apache.kafka.common.utils.ByteBufferOutputStream;
import org.apache.kafka.common.utils.ByteUtils;
import org.apache.kafka.common.utils.ProducerIdAndEpoch;

/**
 * The bytes of a batch of records in Kafka's format, version 2 ("Message Format" in Kafka's
 * protocol guide), in the making: records are written one behind the other, and compressed all at
 * once when the batch is complete.
 */
final class RecordBytes {
  private static final int HEADER = DefaultRecordBatch.RECORD_BATCH_OVERHEAD;

  /** What a record takes at most beside key and value: lengths, deltas, attributes, headers. */
  private static final int OVERHEAD = 5 + 1 + 10 + 5 + 5 + 5 + 1;

  private byte[] bytes;
  private int end = HEADER;
  private int count;
  private long firstTimestamp;
  private long newestTimestamp = RecordBatch.NO_TIMESTAMP;

  /** No records so far, written to this array, which is replaced by a larger one where need be. */
  RecordBytes(byte[] bytes) {
    this.bytes = bytes.length < HEADER ? new byte[HEADER] : bytes;
  }

  /** How many bytes it would come to with this record, at most. */
  int sizeWith(Message message) {
    return end + OVERHEAD + message.key().length() + message.value().remaining();
  }

  /** Adds a record. */
  void add(Message message) {
    byte[] key = message.key().bytes();
    ByteBuffer value = message.value();
    if (count == 0) {
      firstTimestamp = message.timestamp();
    }
    long timestampDelta = message.timestamp() - firstTimestamp;
    int length = value.remaining();
    int size =
        1
            + ByteUtils.sizeOfVarlong(timestampDelta)
            + ByteUtils.sizeOfVarint(count)
            + ByteUtils.sizeOfVarint(key.length)
            + key.length
            + ByteUtils.sizeOfVarint(length)
            + length
            + 1;
    reserve(OVERHEAD + key.length + length);
    number(size);
    bytes[end++] = 0; // attributes: none are defined
    number(timestampDelta);
    number(count);
    number(key.length);
    System.arraycopy(key, 0, bytes, end, key.length);
    end += key.length;
    number(length);
    value.get(value.position(), bytes, end, length);
    end += length;
    bytes[end++] = 0; // no headers
    count++;
    newestTimestamp = Math.max(newestTimestamp, message.timestamp());
  }

  /** Zigzag, in groups of seven bits. */
  private void number(long value) {
    long rest = (value << 1) ^ (value >> 63);
    while ((rest & ~0x7FL) != 0) {
      bytes[end++] = (byte) ((rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    bytes[end++] = (byte) rest;
  }

  private void reserve(int more) {
    if (bytes.length - end < more) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, end + more));
    }
  }

  /** How many bytes it comes to so far, uncompressed. */
  int size() {
    return end;
  }

  int count() {
    return count;
  }

  /** The latest timestamp. */
  long newestTimestamp() {
    return newestTimestamp;
  }

  /** Its array, for another batch when this one is done with. */
  byte[] array() {
    return bytes;
  }

  /** The whole batch, by whose numbers the broker will know it again; nothing may be added then. */
  MemoryRecords complete(Compression compression, ProducerIdAndEpoch producer, int sequence) {
    ByteBuffer batch = compressed(compression);
    int size = batch.position();
    batch.position(0);
    DefaultRecordBatch.writeHeader(
        batch,
        0,
        count - 1,
        size,
        RecordBatch.MAGIC_VALUE_V2,
        compression.type(),
        TimestampType.CREATE_TIME,
        firstTimestamp,
        newestTimestamp,
        producer.producerId,
        producer.epoch,
        sequence,
        false,
        false,
        false,
        RecordBatch.NO_PARTITION_LEADER_EPOCH,
        count);
    return MemoryRecords.readableRecords(batch.limit(size).position(0));
  }

  /** A buffer with room for the header, behind that the records, and there its position. */
  private ByteBuffer compressed(Compression compression) {
    if (compression.type() == CompressionType.NONE) {
      return ByteBuffer.wrap(bytes).position(end);
    }
    ByteBufferOutputStream out = new ByteBufferOutputStream(HEADER + end / 2);
    out.position(HEADER);
    try (OutputStream to = compression.wrapForOutput(out, RecordBatch.MAGIC_VALUE_V2)) {
      to.write(bytes, HEADER, end - HEADER);
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot be written", e);
    }
    return out.buffer();
  }
}
