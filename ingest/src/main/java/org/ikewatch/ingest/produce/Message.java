package org.ikewatch.ingest.produce;

/** A record for a broker. Its arrays are not copied and must not change. */
public final class Message {
  /** The partition is the one in which Kafka's own producer would put the key. */
  public static final int BY_KEY = -1;

  private final String topic;
  private final int partition;
  private final long timestamp;
  private final byte[] key;
  private final byte[] value;

  /**
   * A record.
   *
   * @param partition where it goes, or {@link #BY_KEY}
   * @param timestamp in milliseconds since the epoch
   */
  public Message(String topic, int partition, long timestamp, byte[] key, byte[] value) {
    this.topic = topic;
    this.partition = partition;
    this.timestamp = timestamp;
    this.key = key;
    this.value = value;
  }

  /** One whose key tells the partition. */
  public Message(String topic, long timestamp, byte[] key, byte[] value) {
    this(topic, BY_KEY, timestamp, key, value);
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

  public byte[] key() {
    return key;
  }

  public byte[] value() {
    return value;
  }
}
