package org.ikewatch.ingest.produce;

import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.PartitionInfo;

/** What the way to the broker needs of a producer. Safe for use by several threads. */
public interface RecordProducer {
  /**
   * Takes a record. Its fate comes to the callback, once, on the producer's thread; the metadata's
   * offset and time may be those of the batch it went with.
   *
   * @throws org.apache.kafka.common.KafkaException where it is not taken; there is no callback then
   */
  void send(ProducerRecord<byte[], byte[]> record, Callback callback);

  /** The topic's partitions; waits for the broker to tell them. */
  List<PartitionInfo> partitionsFor(String topic);

  /**
   * Takes nothing more, and fails what is not acknowledged after so long. May be called from a
   * callback, and then does not wait.
   */
  void close(Duration patience);
}
