package org.ikewatch.streams;

import org.ikewatch.streams.topology.PartitionStats;

/** What a running correlator reports of itself. Safe for use by any thread; nothing blocks. */
public interface CorrelatorStatus {
  /**
   * Whether it processes records, restores state or waits for its partitions; not if it gave up.
   */
  boolean isAlive();

  /** Whether every partition assigned to it is restored and at work. */
  boolean isReady();

  /** The state of the Streams client: the name of a constant of {@code KafkaStreams.State}. */
  String state();

  /** The outcome of the records so far. */
  PartitionStats stats();

  /** How far the state is restored. */
  RestoreProgress restore();

  /** Threads that failed and were replaced. */
  long replacedThreads();
}
