package org.ikewatch.ingest.produce;

import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.PartitionInfo;

/**
 * What the way to the broker needs of a producer, whose {@link Fates} were given to it when it was
 * made. Safe for use by several threads.
 *
 * @param <P> what the caller gives with each record, to know it again
 */
public interface RecordProducer<P> {
  /**
   * Takes a record. Its fate comes later, once.
   *
   * @throws org.apache.kafka.common.KafkaException where it is not taken; its fate does not come
   *     then
   */
  void send(Message message, P parcel);

  /** The topic's partitions; waits for the broker to tell them. */
  List<PartitionInfo> partitionsFor(String topic);

  /**
   * Takes nothing more, and fails what is not acknowledged after so long. May be called while a
   * fate is told, and then does not wait.
   */
  void close(Duration patience);
}
