package org.ikewatch.app.testing;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.ikewatch.app.allinone.AllInOne;
import org.ikewatch.schemas.AvroSerde;
import org.ikewatch.schemas.HttpSchemaRegistry;

/** Reads a topic as any consumer does: what is committed, by the schemas of the registry. */
public final class TopicReader<T extends SpecificRecord> implements AutoCloseable {
  private final KafkaConsumer<String, T> consumer;
  private final List<TopicPartition> partitions;

  TopicReader(AllInOne ikewatch, String topic, Class<T> type) {
    this(ikewatch.bootstrapServers(), ikewatch.registryUrl(), topic, type);
  }

  /** Reads from this broker, by the schemas of this registry. */
  public TopicReader(String bootstrapServers, String registryUrl, String topic, Class<T> type) {
    consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers", bootstrapServers,
                "isolation.level", "read_committed",
                "enable.auto.commit", "false"),
            new StringDeserializer(),
            AvroSerde.forValue(type, topic, new HttpSchemaRegistry(URI.create(registryUrl)))
                .deserializer());
    partitions =
        consumer.partitionsFor(topic).stream()
            .map(partition -> new TopicPartition(topic, partition.partition()))
            .toList();
    consumer.assign(partitions);
  }

  /** Everything on the topic; records of one partition in their order. */
  public synchronized List<ConsumerRecord<String, T>> all() {
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    consumer.seekToBeginning(partitions);
    List<ConsumerRecord<String, T>> records = new ArrayList<>();
    while (ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
      consumer.poll(Duration.ofMillis(100)).forEach(records::add);
    }
    return records;
  }

  @Override
  public void close() {
    consumer.close();
  }
}
