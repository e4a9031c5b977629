package org.ikewatch.app.topics;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads what stands on a topic now, without being a member of any group. */
public final class TopicScan {
  private final Map<String, String> settings;

  /**
   * Reads with these settings.
   *
   * @param settings for the consumer, the brokers among them
   */
  public TopicScan(Map<String, String> settings) {
    this.settings = Map.copyOf(settings);
  }

  /**
   * Hands every committed record to the reader, those of one partition in their order, and returns
   * when it has come to where the topic ended at the beginning.
   *
   * @param since records put there before that are passed over; empty: none
   */
  public void read(
      String topic, Optional<Instant> since, Consumer<ConsumerRecord<byte[], byte[]>> reader) {
    Map<String, Object> all = new HashMap<>(settings);
    all.put("enable.auto.commit", "false");
    all.put("isolation.level", "read_committed");
    all.put("allow.auto.create.topics", "false");
    // Nobody waits for more to come.
    all.put("fetch.max.wait.ms", "50");
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(all, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      consumer.assign(partitions);
      begin(consumer, partitions, ends, since);
      while (partitions.stream().anyMatch(one -> consumer.position(one) < ends.get(one))) {
        for (ConsumerRecord<byte[], byte[]> one : consumer.poll(Duration.ofSeconds(1))) {
          if (one.offset() < ends.get(new TopicPartition(one.topic(), one.partition()))) {
            reader.accept(one);
          }
        }
      }
    }
  }

  private static void begin(
      KafkaConsumer<byte[], byte[]> consumer,
      List<TopicPartition> partitions,
      Map<TopicPartition, Long> ends,
      Optional<Instant> since) {
    if (since.isEmpty()) {
      consumer.seekToBeginning(partitions);
      return;
    }
    long earliest = since.orElseThrow().toEpochMilli();
    Map<TopicPartition, OffsetAndTimestamp> begins =
        consumer.offsetsForTimes(
            partitions.stream().collect(Collectors.toMap(one -> one, one -> earliest)));
    for (TopicPartition one : partitions) {
      OffsetAndTimestamp begin = begins.get(one);
      consumer.seek(one, begin == null ? ends.get(one) : begin.offset());
    }
  }
}
