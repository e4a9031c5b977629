package org.ikewatch.ingest.produce;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.TopicPartition;

/** The queues of every partition that is known. Safe for use by several threads. */
final class Queues {
  private static final PartitionQueue[] NONE = {};

  private final Map<String, PartitionQueue[]> byTopic = new ConcurrentHashMap<>();
  private final BatchSettings settings;
  private boolean closed;

  Queues(BatchSettings settings) {
    this.settings = settings;
  }

  /** The queues of a topic by partition; none where it is not known yet. */
  PartitionQueue[] of(String topic) {
    PartitionQueue[] known = byTopic.get(topic);
    return known == null ? NONE : known;
  }

  /** Makes queues for partitions that are new: a topic may get more of them at any time. */
  synchronized void update(Cluster cluster) {
    for (String topic : cluster.topics()) {
      Integer count = cluster.partitionCountForTopic(topic);
      PartitionQueue[] known = of(topic);
      if (count != null && count > known.length) {
        PartitionQueue[] all = Arrays.copyOf(known, count);
        for (int i = known.length; i < count; i++) {
          all[i] = new PartitionQueue(new TopicPartition(topic, i), settings);
          if (closed) {
            all[i].close();
          }
        }
        byTopic.put(topic, all);
      }
    }
  }

  PartitionQueue of(TopicPartition partition) {
    return byTopic.get(partition.topic())[partition.partition()];
  }

  void forEach(Consumer<PartitionQueue> action) {
    for (PartitionQueue[] queues : byTopic.values()) {
      for (PartitionQueue queue : queues) {
        action.accept(queue);
      }
    }
  }

  boolean areEmpty() {
    for (PartitionQueue[] queues : byTopic.values()) {
      for (PartitionQueue queue : queues) {
        if (!queue.isEmpty()) {
          return false;
        }
      }
    }
    return true;
  }

  synchronized void close() {
    closed = true;
    forEach(PartitionQueue::close);
  }
}
