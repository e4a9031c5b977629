package org.ikewatch.ingest.publish;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * How many lines and bytes are with a producer and neither acknowledged nor failed, bounded. One
 * limit serves every producer in turn, so that its counts are those of the process. Safe for use by
 * several threads; a lock is taken only where somebody waits.
 */
final class InFlightLimit {
  /** Far enough apart that those who enter and those who leave do not share a cache line. */
  private static final int ENTERED = 8;

  /** What those who enter know of those who left: they look only where it matters. */
  private static final int KNOWN_TO_HAVE_LEFT = ENTERED + 1;

  private static final int LEFT = 24;
  private static final int LENGTH = 40;

  private final int most;
  private final long mostBytes;
  private final int resumeAt;
  private final AtomicLongArray counts = new AtomicLongArray(LENGTH);
  private final AtomicLong bytes = new AtomicLong();
  private final LongAdder returned = new LongAdder();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final AtomicInteger waiting = new AtomicInteger();

  /** Whether those who wait have been told of the room that there is. */
  private volatile boolean called;

  private int wakes;

  /**
   * @param most lines at once, 1 or more; a record of more lines than that goes alone
   * @param mostBytes at once, of records as they are kept; a larger one goes alone
   */
  InFlightLimit(int most, long mostBytes) {
    this.most = most;
    this.mostBytes = mostBytes;
    // Who has waited starts again with some room, not with every single acknowledgement.
    this.resumeAt = Math.min(most - 1, most / 4 * 3);
  }

  /**
   * Lets lines in.
   *
   * @return false where there is no room
   */
  boolean enter(int lines, int size) {
    if (bytes.addAndGet(size) > mostBytes && inside() > 0) {
      bytes.addAndGet(-size);
      return false;
    }
    boolean entered = enter(lines);
    if (!entered) {
      bytes.addAndGet(-size);
    }
    return entered;
  }

  private boolean enter(int lines) {
    while (true) {
      long entered = counts.get(ENTERED);
      if (entered + lines - counts.getPlain(KNOWN_TO_HAVE_LEFT) > most
          && !hasRoom(entered, lines)) {
        return false;
      }
      if (counts.compareAndSet(ENTERED, entered, entered + lines)) {
        return true;
      }
    }
  }

  private boolean hasRoom(long entered, int lines) {
    long left = counts.get(LEFT);
    counts.setOpaque(KNOWN_TO_HAVE_LEFT, left);
    return entered == left || entered + lines - left <= most;
  }

  /** Lets lines out that were acknowledged. */
  void leave(int lines, int size) {
    bytes.addAndGet(-size);
    counts.addAndGet(LEFT, lines);
    if (waiting.get() > 0 && (!called || inside() == 0) && inside() <= resumeAt) {
      lock.lock();
      try {
        called = true;
        changed.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }

  /** Lets lines out that were not acknowledged. */
  void comeBack(int lines, int size) {
    returned.add(lines);
    leave(lines, size);
  }

  /** Lines that ever came back. */
  long returned() {
    return returned.sum();
  }

  /** Lines with the producer now. */
  long inside() {
    return counts.get(ENTERED) - counts.get(LEFT);
  }

  /** Lines that ever entered. */
  long entered() {
    return counts.get(ENTERED);
  }

  /** Lines that ever left. */
  long left() {
    return counts.get(LEFT);
  }

  /** Sends those who wait for room away to look what has changed. */
  void wake() {
    lock.lock();
    try {
      wakes++;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until there is some room, or {@link #wake} is called.
   *
   * @param patience how long nothing at all may leave
   * @return false where nothing left for that long
   */
  boolean awaitRoom(int lines, Duration patience) throws InterruptedException {
    lock.lockInterruptibly();
    waiting.incrementAndGet();
    try {
      int wakesBefore = wakes;
      long leftBefore = left();
      long nanos = patience.toNanos();
      while (!mayResume(lines) && wakes == wakesBefore) {
        if (nanos <= 0) {
          if (left() == leftBefore) {
            return false;
          }
          leftBefore = left();
          nanos = patience.toNanos();
        }
        called = false;
        if (!mayResume(lines)) {
          nanos = changed.awaitNanos(nanos);
        }
      }
      return true;
    } finally {
      waiting.decrementAndGet();
      lock.unlock();
    }
  }

  private boolean mayResume(int lines) {
    long inside = inside();
    return inside == 0
        || (inside <= resumeAt && inside + lines <= most && bytes.get() <= mostBytes / 4 * 3);
  }

  /** Waits until nothing is inside. */
  void awaitEmpty() throws InterruptedException {
    lock.lockInterruptibly();
    waiting.incrementAndGet();
    try {
      while (inside() > 0) {
        changed.await();
      }
    } finally {
      waiting.decrementAndGet();
      lock.unlock();
    }
  }
}
