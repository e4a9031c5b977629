package org.ikewatch.sink;

import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.ikewatch.sink.incidents.DeliveryException;

/** What a feed does with what it has read. Only the feed's thread uses it. */
interface FeedWork extends AutoCloseable {
  /** Takes on what was read beside what is not done yet. */
  void take(ConsumerRecords<byte[], byte[]> records);

  /** Forgets what is not done: it is read again, by us or by another member of the group. */
  void drop();

  /** Whether nothing was taken on. */
  boolean isIdle();

  /** Whether everything taken on is done with. */
  boolean isDone();

  /** How many records are not done yet. */
  int waiting();

  /**
   * Does the next part of the work.
   *
   * @param most how many revisions may be delivered now, at least 1
   * @return how many are
   * @throws DeliveryException where it is to be tried again
   */
  int step(int most) throws InterruptedException;

  /** Whether everything is read anew by whoever begins to read. */
  default boolean startsOver() {
    return false;
  }

  /**
   * Says again what has to be told from time to time.
   *
   * @return whether anything was said
   * @throws DeliveryException where that is to be tried again
   */
  default boolean renew() {
    return false;
  }

  /** When the next one to be done was published, in epoch milliseconds. */
  OptionalLong oldestWaiting();

  /** For each partition that was read from, where the next reader has to begin. */
  Map<TopicPartition, OffsetAndMetadata> progress();

  /** Comes before progress is committed: what is to be told of it has been told. */
  default void settle() {}

  @Override
  void close();
}
