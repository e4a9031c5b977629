package org.ikewatch.ingest.syslog;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How much memory the words of all senders' headers may take. What does not fit is read anew each
 * time. Safe for use by several threads.
 */
public final class LearnedMemory {
  /** What an entry takes beside its texts, about, in bytes. */
  private static final int ENTRY = 200;

  private final AtomicLong left;

  /** So many bytes. */
  public LearnedMemory(long bytes) {
    this.left = new AtomicLong(bytes);
  }

  /** Takes what an entry with so many bytes of text needs; false if that is not left. */
  boolean take(int text) {
    long needed = (long) text + ENTRY;
    if (left.addAndGet(-needed) < 0) {
      left.addAndGet(needed);
      return false;
    }
    return true;
  }

  /** Gives back what so many entries with this much text took. */
  void giveBack(long entries, long text) {
    left.addAndGet(entries * ENTRY + text);
  }

  /** How much is left, in bytes. */
  long left() {
    return left.get();
  }
}
