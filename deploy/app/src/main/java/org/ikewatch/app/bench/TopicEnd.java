package org.ikewatch.app.bench;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;

/** How many messages a topic has come to. */
final class TopicEnd {
  private static final long LOOK_EVERY_MILLIS = 5;

  private final Admin admin;
  private final List<TopicPartition> partitions;

  TopicEnd(Admin admin, String topic) throws ExecutionException, InterruptedException {
    this.admin = admin;
    this.partitions =
        admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic).partitions().stream()
            .map(partition -> new TopicPartition(topic, partition.partition()))
            .toList();
  }

  /** The sum of the partitions' end offsets. */
  long offset() throws ExecutionException, InterruptedException {
    return admin
        .listOffsets(
            partitions.stream().collect(Collectors.toMap(p -> p, p -> OffsetSpec.latest())))
        .all()
        .get()
        .values()
        .stream()
        .mapToLong(offset -> offset.offset())
        .sum();
  }

  /** Waits until it has come so far, or has not moved for so long; gives what it came to. */
  long await(long offset, long patienceNanos) throws ExecutionException, InterruptedException {
    long reached = offset();
    long moved = System.nanoTime();
    while (reached < offset && System.nanoTime() - moved < patienceNanos) {
      TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
      long now = offset();
      if (now != reached) {
        reached = now;
        moved = System.nanoTime();
      }
    }
    return reached;
  }

  /** Makes room for the next run. */
  void empty() throws ExecutionException, InterruptedException {
    admin
        .deleteRecords(
            partitions.stream()
                .collect(Collectors.toMap(p -> p, p -> RecordsToDelete.beforeOffset(-1))))
        .all()
        .get();
  }
}
