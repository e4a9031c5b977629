package org.ikewatch.streams;

import java.time.Duration;

/**
 * How Kafka Streams and its clients work for the correlator.
 *
 * @param commitInterval how often the work is committed while nothing is published; what is
 *     published is committed sooner
 * @param standbyReplicas copies of the state that other processes keep up to date; 0 or more
 * @param storeCacheBytes of this process, for entries of the state that were changed since the last
 *     commit; 0 or more
 * @param sessionTimeout after this long without a heartbeat a process has failed and its partitions
 *     are given to others; the broker's least is 6 s
 * @param transactionTimeout after this long the broker aborts the transaction of a process that
 *     failed; until then its last incidents, and any behind them, cannot be read as committed
 */
public record StreamsTuning(
    Duration commitInterval,
    int standbyReplicas,
    long storeCacheBytes,
    Duration sessionTimeout,
    Duration transactionTimeout) {
  private static final int MIB = 1024 * 1024;

  /** For one process, or several of which none needs to take over within seconds. */
  public static final StreamsTuning DEFAULT =
      new StreamsTuning(
          Duration.ofMillis(200), 0, 32L * MIB, Duration.ofSeconds(10), Duration.ofSeconds(10));

  public StreamsTuning {
    if (commitInterval.toMillis() < 1 || sessionTimeout.toMillis() < 1) {
      throw new IllegalArgumentException("the commit interval and session timeout are positive");
    }
    if (standbyReplicas < 0 || storeCacheBytes < 0) {
      throw new IllegalArgumentException("standby replicas and cache bytes are not negative");
    }
    if (transactionTimeout.compareTo(commitInterval) <= 0) {
      throw new IllegalArgumentException(
          "a transaction must be allowed to last longer than the commit interval");
    }
  }
}
