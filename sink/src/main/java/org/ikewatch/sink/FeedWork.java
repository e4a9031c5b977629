package org.ikewatch.sink;

import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.ikewatch.sink.incidents.DeliveryException;

/** What a feed does with what it has read at once. Only the feed's thread uses it. */
interface FeedWork extends AutoCloseable {
  /** Takes on these in place of those before, done or not. */
  void take(ConsumerRecords<byte[], byte[]> records);

  /** Whether everything taken on is done with. */
  boolean isDone();

  /**
   * Does the next part of the work.
   *
   * @throws DeliveryException where it is to be tried again
   */
  void step() throws InterruptedException;

  /** When the next one to be done was published, in epoch milliseconds. */
  OptionalLong oldestWaiting();

  /** For each partition that was read from, where the next reader has to begin. */
  Map<TopicPartition, OffsetAndMetadata> progress();

  /** Comes before progress is committed: what is to be told of it has been told. */
  void settle();

  @Override
  void close();
}
