package org.ikewatch.ingest.publish;

import java.util.OptionalInt;
import org.ikewatch.ingest.audit.Receipt;

/** A record on its way to the broker. */
final class Outgoing {
  /** What a record takes in memory beside its key and value, about, in bytes. */
  private static final int OVERHEAD = 200;

  private final String topic;
  private final OptionalInt partition;
  private final long timestamp;
  private final byte[] key;
  private final byte[] value;
  private final Content content;
  private final Receipt receipt;

  /**
   * A record.
   *
   * @param partition where it goes; empty if the key tells that
   * @param timestamp in milliseconds since the epoch
   * @param key not copied; must not change
   * @param value in wire format, not copied; must not change
   * @param content what it is
   * @param receipt settled once, as soon as the broker or the spool has it, or nobody ever will
   */
  Outgoing(
      String topic,
      OptionalInt partition,
      long timestamp,
      byte[] key,
      byte[] value,
      Content content,
      Receipt receipt) {
    this.topic = topic;
    this.partition = partition;
    this.timestamp = timestamp;
    this.key = key;
    this.value = value;
    this.content = content;
    this.receipt = receipt;
  }

  /** One whose key tells the partition. */
  Outgoing(
      String topic, long timestamp, byte[] key, byte[] value, Content content, Receipt receipt) {
    this(topic, OptionalInt.empty(), timestamp, key, value, content, receipt);
  }

  /** The same for another receipt. */
  Outgoing with(Receipt other) {
    return new Outgoing(topic, partition, timestamp, key, value, content, other);
  }

  String topic() {
    return topic;
  }

  OptionalInt partition() {
    return partition;
  }

  long timestamp() {
    return timestamp;
  }

  byte[] key() {
    return key;
  }

  byte[] value() {
    return value;
  }

  Content content() {
    return content;
  }

  Receipt receipt() {
    return receipt;
  }

  int lines() {
    return content.lines();
  }

  /** What it takes in memory, about. */
  int bytes() {
    return key.length + value.length + OVERHEAD;
  }

  /** Whether the spool has it, or is about to, and keeps it until the broker has. */
  boolean isSpooled() {
    return receipt instanceof SpoolReceipt || receipt instanceof MovedReceipt;
  }

  /** Whether the broker has it though it went on to the spool. */
  boolean isAcknowledged() {
    return receipt instanceof MovedReceipt moved && moved.isSettled();
  }

  /** Whether it must not get lost. */
  boolean isPrecious() {
    return lines() > 0;
  }
}
