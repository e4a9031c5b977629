package org.ikewatch.sink;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** How far each partition was read. */
final class ReadSoFar {
  /** For each partition that was read from, the offset after the last. */
  private final Map<TopicPartition, Long> next = new HashMap<>();

  void add(ConsumerRecords<byte[], byte[]> records) {
    for (TopicPartition partition : records.partitions()) {
      List<ConsumerRecord<byte[], byte[]>> some = records.records(partition);
      next.put(partition, some.get(some.size() - 1).offset() + 1);
    }
  }

  void clear() {
    next.clear();
  }

  /** Whether nothing was read. */
  boolean isEmpty() {
    return next.isEmpty();
  }

  /** Where the next reader has to begin, as these are not done yet. */
  Map<TopicPartition, OffsetAndMetadata> before(Stream<ConsumerRecord<byte[], byte[]>> waiting) {
    Map<TopicPartition, Long> lowest = new HashMap<>(next);
    waiting.forEach(
        one ->
            lowest.merge(
                new TopicPartition(one.topic(), one.partition()), one.offset(), Math::min));
    Map<TopicPartition, OffsetAndMetadata> progress = new HashMap<>();
    lowest.forEach((partition, offset) -> progress.put(partition, new OffsetAndMetadata(offset)));
    return progress;
  }
}
