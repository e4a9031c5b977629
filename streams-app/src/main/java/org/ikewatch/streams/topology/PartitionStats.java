package org.ikewatch.streams.topology;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToLongFunction;
import org.ikewatch.streams.host.EngineStats;

/** The outcome of the records of each partition that this process works on. Thread-safe. */
public final class PartitionStats {
  private final Map<Integer, EngineStats> byPartition = new ConcurrentHashMap<>();
  private final LongAdder deadLetters = new LongAdder();
  private final Map<Integer, Long> newestReceived = new ConcurrentHashMap<>();
  private final Set<Integer> owned = ConcurrentHashMap.newKeySet();

  /** The counts of a partition that begins, or goes on, here. */
  EngineStats of(int partition) {
    EngineStats stats = byPartition.computeIfAbsent(partition, it -> new EngineStats());
    owned.add(partition);
    return stats;
  }

  void deadLetter() {
    deadLetters.increment();
  }

  void received(int partition, long timestamp) {
    newestReceived.put(partition, timestamp);
  }

  /** The partition is worked on elsewhere from now on. */
  void release(int partition) {
    newestReceived.remove(partition);
    owned.remove(partition);
  }

  /** Hosts known, over the partitions that are worked on here now. */
  public long hosts() {
    return sumOfOwned(EngineStats::hosts);
  }

  /** Bytes of all hosts at rest, roughly, over the partitions that are worked on here now. */
  public long bytes() {
    return sumOfOwned(EngineStats::bytes);
  }

  private long sumOfOwned(ToLongFunction<EngineStats> size) {
    return owned.stream().map(byPartition::get).mapToLong(size).sum();
  }

  /** The sum over all partitions, also those that were worked on here before. */
  public long sum(ToLongFunction<EngineStats> count) {
    return byPartition.values().stream().mapToLong(count).sum();
  }

  /** Records that went to the dead letters. */
  public long deadLetters() {
    return deadLetters.sum();
  }

  /**
   * The receipt of the newest record processed in the partition that is furthest behind, in
   * milliseconds since the epoch; {@link Long#MAX_VALUE} if none was processed.
   */
  public long slowestReceived() {
    return newestReceived.values().stream().mapToLong(Long::longValue).min().orElse(Long.MAX_VALUE);
  }
}
