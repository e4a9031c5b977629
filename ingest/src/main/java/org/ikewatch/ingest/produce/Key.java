package org.ikewatch.ingest.produce;

import java.nio.ByteBuffer;
import org.apache.kafka.common.utils.Utils;

/** The key of records. All records of one key go to one partition, in their order. */
public final class Key {
  private final byte[] bytes;
  private final ByteBuffer buffer;
  private final int hash;

  /** A key of these bytes, which are not copied and must not change. */
  public Key(byte[] bytes) {
    this.bytes = bytes;
    this.buffer = ByteBuffer.wrap(bytes);
    this.hash = Utils.toPositive(Utils.murmur2(bytes));
  }

  /** Its bytes, not copied. */
  public byte[] bytes() {
    return bytes;
  }

  public int length() {
    return bytes.length;
  }

  /** Its bytes for whoever reads them without moving on. */
  ByteBuffer buffer() {
    return buffer;
  }

  /** The partition of so many in which Kafka's own producer would put it. */
  int partition(int partitions) {
    return hash % partitions;
  }
}
