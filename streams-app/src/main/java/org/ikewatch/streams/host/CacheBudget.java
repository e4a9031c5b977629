package org.ikewatch.streams.host;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The bytes of heap that hosts in use may take, over all partitions of a process. A partition may
 * take more than its share as long as the others leave it. For use by several threads.
 */
public final class CacheBudget {
  private final long limit;
  private final AtomicLong taken = new AtomicLong();
  private final AtomicInteger partitions = new AtomicInteger();

  public CacheBudget(long limit) {
    this.limit = limit;
  }

  /** One partition's part of the budget. */
  final class Share {
    private long own;

    private Share() {
      partitions.incrementAndGet();
    }

    void take(long bytes) {
      own += bytes;
      taken.addAndGet(bytes);
    }

    /** Whether this partition has to release some. */
    boolean isExceeded() {
      return own > limit / Math.max(1, partitions.get()) && taken.get() > limit;
    }

    /** The partition is gone. */
    void release() {
      take(-own);
      partitions.decrementAndGet();
    }
  }

  Share share() {
    return new Share();
  }
}
