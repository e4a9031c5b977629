package org.ikewatch.ingest.produce;

import java.util.List;
import org.apache.kafka.common.TopicPartition;

/**
 * Gets the fate of each record, those of a batch together and in their order, on the producer's
 * thread.
 *
 * @param <P> what the caller gives with each record, to know it again
 */
public interface Fates<P> {
  /**
   * The broker has these.
   *
   * @param newest the latest of their timestamps
   */
  void held(TopicPartition partition, long newest, List<P> parcels);

  /** The broker does not have these, or has not said so, and nobody will try again. */
  void failed(List<Returned<P>> records, RuntimeException failure);
}
