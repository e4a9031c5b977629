package org.ikewatch.ingest.publish;

import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.ikewatch.ingest.produce.Fates;
import org.ikewatch.ingest.produce.Message;
import org.ikewatch.ingest.produce.RecordProducer;
import org.ikewatch.ingest.produce.Returned;

/** Kafka's mock as one of our producers: each record is a batch of its own. */
record MockRecordProducer(MockProducer<byte[], byte[]> producer, Fates<Parcel> fates)
    implements RecordProducer<Parcel> {
  @Override
  public void send(Message message, Parcel parcel) {
    // The caller may use the value's buffer again as soon as this returns.
    Message kept = message.kept();
    var unused =
        producer.send(
            new ProducerRecord<>(
                message.topic(),
                message.partition() == Message.BY_KEY ? null : message.partition(),
                message.timestamp(),
                message.key().bytes(),
                kept.valueBytes()),
            (metadata, failure) -> {
              if (failure == null) {
                fates.held(
                    new TopicPartition(message.topic(), metadata.partition()),
                    message.timestamp(),
                    List.of(parcel));
              } else {
                fates.failed(List.of(new Returned<>(kept, parcel)), (RuntimeException) failure);
              }
            });
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
