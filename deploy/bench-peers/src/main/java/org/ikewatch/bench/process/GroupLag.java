package org.ikewatch.bench.process;

import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** How far a consumer group is. */
public final class GroupLag {
  private final Admin admin;
  private final String group;

  public GroupLag(Admin admin, String group) {
    this.admin = admin;
    this.group = group;
  }

  /** The records of the topic that the group has committed. */
  public long committed(String topic) throws ExecutionException, InterruptedException {
    return offsets(topic::equals).values().stream().mapToLong(Long::longValue).sum();
  }

  /**
   * The records of all topics that the group has committed, its own repartition topics included.
   */
  public long committed() throws ExecutionException, InterruptedException {
    return offsets(topic -> true).values().stream().mapToLong(Long::longValue).sum();
  }

  private Map<TopicPartition, Long> offsets(Predicate<String> topic)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetAndMetadata> all =
        admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
    return all.entrySet().stream()
        .filter(it -> it.getValue() != null && topic.test(it.getKey().topic()))
        .collect(Collectors.toMap(Map.Entry::getKey, it -> it.getValue().offset()));
  }
}
