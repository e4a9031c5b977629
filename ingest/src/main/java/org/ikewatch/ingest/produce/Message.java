package org.ikewatch.ingest.produce;

import java.nio.ByteBuffer;

/**
 * A record for a broker. Its value may lie where the next one will: whoever keeps the message keeps
 * {@link #kept}.
 */
public final class Message {
  /** The partition is the one in which Kafka's own producer would put the key. */
  public static final int BY_KEY = -1;

  private final String topic;
  private final int partition;
  private final long timestamp;
  private final Key key;
  private final ByteBuffer value;

  /**
   * A record.
   *
   * @param partition where it goes, or {@link #BY_KEY}
   * @param timestamp in milliseconds since the epoch
   * @param value the readable bytes of a buffer with an array, which is not copied
   */
  public Message(String topic, int partition, long timestamp, Key key, ByteBuffer value) {
    this.topic = topic;
    this.partition = partition;
    this.timestamp = timestamp;
    this.key = key;
    this.value = value;
  }

  /** One whose key tells the partition. */
  public Message(String topic, long timestamp, Key key, ByteBuffer value) {
    this(topic, BY_KEY, timestamp, key, value);
  }

  /** One of these bytes, which must not change. */
  public Message(String topic, long timestamp, byte[] key, byte[] value) {
    this(topic, BY_KEY, timestamp, new Key(key), ByteBuffer.wrap(value));
  }

  /** The same, with a value that nobody else uses. */
  public Message kept() {
    return new Message(topic, partition, timestamp, key, ByteBuffer.wrap(valueBytes()));
  }

  public String topic() {
    return topic;
  }

  public int partition() {
    return partition;
  }

  public long timestamp() {
    return timestamp;
  }

  public Key key() {
    return key;
  }

  /** The value, for whoever reads it without moving on. */
  public ByteBuffer value() {
    return value;
  }

  /** A copy of the value. */
  public byte[] valueBytes() {
    byte[] bytes = new byte[value.remaining()];
    value.get(value.position(), bytes);
    return bytes;
  }
}
