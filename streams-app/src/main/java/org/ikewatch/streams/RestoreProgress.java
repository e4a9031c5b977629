package org.ikewatch.streams;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateRestoreListener;

/**
 * How far the state of this process is restored from its changelogs: after a start, and when it
 * takes over partitions. Standby copies are not part of it. Thread-safe.
 */
public final class RestoreProgress implements StateRestoreListener {
  /** What is left of each changelog partition that is being restored. */
  private final Map<TopicPartition, Remaining> restoring = new ConcurrentHashMap<>();

  private final LongAdder restored = new LongAdder();

  private record Remaining(long end, long position) {
    long records() {
      return Math.max(0, end - position);
    }
  }

  /** The number of changelog partitions that are being restored. */
  public int restoringPartitions() {
    return restoring.size();
  }

  /** Records read back so far. */
  public long restoredRecords() {
    return restored.sum();
  }

  /**
   * Records that are still to be read back, at most: a compacted changelog has fewer than offsets.
   */
  public long remainingRecords() {
    return restoring.values().stream().mapToLong(Remaining::records).sum();
  }

  @Override
  public void onRestoreStart(
      TopicPartition partition, String store, long startingOffset, long endingOffset) {
    restoring.put(partition, new Remaining(endingOffset, startingOffset));
  }

  @Override
  public void onBatchRestored(
      TopicPartition partition, String store, long batchEndOffset, long records) {
    restored.add(records);
    restoring.computeIfPresent(
        partition, (key, before) -> new Remaining(before.end(), batchEndOffset + 1));
  }

  @Override
  public void onRestoreEnd(TopicPartition partition, String store, long records) {
    restoring.remove(partition);
  }

  /** The partition is given to another process, or thread, before it is restored. */
  @Override
  public void onRestoreSuspended(TopicPartition partition, String store, long records) {
    restoring.remove(partition);
  }
}
