package org.ikewatch.ingest.publish;

import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.ikewatch.ingest.produce.RecordProducer;

/** One of Kafka's producers, its mock among them, as ours. */
record MockRecordProducer(Producer<byte[], byte[]> producer) implements RecordProducer {
  @Override
  public void send(ProducerRecord<byte[], byte[]> record, Callback callback) {
    var unused = producer.send(record, callback);
  }

  @Override
  public List<PartitionInfo> partitionsFor(String topic) {
    return producer.partitionsFor(topic);
  }

  @Override
  public void close(Duration patience) {
    producer.close(patience);
  }
}
