package org.ikewatch.bench.process;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.utils.Bytes;

/**
 * What the changelog topic of a store holds.
 *
 * @param keys keys with a value
 * @param bytes of those keys and their newest values
 * @param messages all messages, older values and deletions included
 */
public record Changelog(long keys, long bytes, long messages) {
  /** Reads a changelog topic to its end. */
  public static Changelog read(String kafka, String topic) {
    Map<Bytes, Integer> newest = new HashMap<>();
    long messages = 0;
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", kafka, "isolation.level", "read_committed"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(it -> new TopicPartition(topic, it.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream()
          .anyMatch(it -> consumer.position(it.getKey()) < it.getValue())) {
        for (var record : consumer.poll(Duration.ofMillis(200))) {
          messages++;
          Bytes key = Bytes.wrap(record.key());
          if (record.value() == null) {
            newest.remove(key);
          } else {
            newest.put(key, record.value().length);
          }
        }
      }
    }
    long bytes =
        newest.entrySet().stream().mapToLong(it -> it.getKey().get().length + it.getValue()).sum();
    return new Changelog(newest.size(), bytes, messages);
  }
}
