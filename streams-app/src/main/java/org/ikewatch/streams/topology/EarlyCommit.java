package org.ikewatch.streams.topology;

import org.apache.kafka.streams.processor.api.ProcessorContext;

/**
 * Asks for a commit soon after something was published: readers of committed records see an
 * incident only then. Not more often than every {@link #LEAST_MILLIS}, and not while the input
 * lags: a commit ends the batch of every task of the thread.
 */
final class EarlyCommit {
  private static final long LEAST_MILLIS = 25;
  private static final long LAG_MILLIS = 1_000;

  private final ProcessorContext<?, ?> context;
  private long last = Long.MIN_VALUE;
  private boolean owed;

  EarlyCommit(ProcessorContext<?, ?> context) {
    this.context = context;
  }

  /** Notes how many incidents the record published. */
  void published(int incidents) {
    owed |= incidents > 0;
    if (!owed) {
      return;
    }
    long now = context.currentSystemTimeMs();
    boolean lags = now - context.currentStreamTimeMs() > LAG_MILLIS;
    if (!lags && now - last >= LEAST_MILLIS) {
      last = now;
      owed = false;
      context.commit();
    }
  }
}
