package org.ikewatch.streams;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * Back-off for threads that fail: each new one restores its partitions, so a thread that fails
 * again and again must not do so without a pause. Thread-safe.
 */
final class ThreadReplacement {
  private static final Duration FIRST = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofSeconds(30);
  private static final Duration CALM = Duration.ofMinutes(5);

  private final LongSupplier nanoTime;
  private final AtomicLong count = new AtomicLong();
  private long lastNanos;
  private Duration wait = FIRST;

  /**
   * No thread has failed yet.
   *
   * @param nanoTime the time of an arbitrary origin in nanoseconds, which never runs backwards
   */
  ThreadReplacement(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** The pause before the next thread: twice the one before, until none fails for five minutes. */
  synchronized Duration next() {
    long now = nanoTime.getAsLong();
    boolean calm = count.get() == 0 || now - lastNanos > CALM.toNanos();
    Duration doubled = wait.multipliedBy(2);
    wait = calm ? FIRST : doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
    lastNanos = now;
    count.incrementAndGet();
    return wait;
  }

  /** Blocks the failed thread for that long, at most 30 s. */
  void await(Duration pause) {
    LockSupport.parkNanos(pause.toNanos());
  }

  /** Threads replaced so far. */
  long count() {
    return count.get();
  }
}
