package org.ikewatch.ingest.produce;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.TopicPartition;

/** The queues of every partition that is known. Safe for use by several threads. */
final class Queues<P> {
  private final Map<String, List<PartitionQueue<P>>> byTopic = new ConcurrentHashMap<>();
  private final BatchSettings settings;
  private boolean closed;

  Queues(BatchSettings settings) {
    this.settings = settings;
  }

  /** The queues of a topic by partition; none where it is not known yet. */
  List<PartitionQueue<P>> of(String topic) {
    List<PartitionQueue<P>> known = byTopic.get(topic);
    return known == null ? List.of() : known;
  }

  /** Makes queues for partitions that are new: a topic may get more of them at any time. */
  synchronized void update(Cluster cluster) {
    for (String topic : cluster.topics()) {
      Integer count = cluster.partitionCountForTopic(topic);
      List<PartitionQueue<P>> known = of(topic);
      if (count != null && count > known.size()) {
        List<PartitionQueue<P>> all = new ArrayList<>(known);
        while (all.size() < count) {
          PartitionQueue<P> queue =
              new PartitionQueue<>(new TopicPartition(topic, all.size()), settings);
          if (closed) {
            queue.close();
          }
          all.add(queue);
        }
        byTopic.put(topic, List.copyOf(all));
      }
    }
  }

  PartitionQueue<P> of(TopicPartition partition) {
    return byTopic.get(partition.topic()).get(partition.partition());
  }

  void forEach(Consumer<PartitionQueue<P>> action) {
    byTopic.values().forEach(queues -> queues.forEach(action));
  }

  boolean areEmpty() {
    return byTopic.values().stream().allMatch(Queues::areEmpty);
  }

  private static <P> boolean areEmpty(List<PartitionQueue<P>> queues) {
    return queues.stream().allMatch(PartitionQueue::isEmpty);
  }

  synchronized void close() {
    closed = true;
    forEach(PartitionQueue::close);
  }
}
