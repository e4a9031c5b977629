package org.ikewatch.ingest.publish;

import java.util.BitSet;

/**
 * Which entries of a spool are done with: all before the first open one, and some behind it, since
 * the partitions of a topic answer each at its own pace. Safe for use by several threads.
 */
final class Acks {
  private static final int COMPACT_AT = 1 << 16;

  /** Bit n is the entry with the number {@code origin + n}. */
  private BitSet done = new BitSet();

  private long origin;
  private long firstOpen;

  /** All before this number are done with. */
  Acks(long firstOpen) {
    this.origin = firstOpen;
    this.firstOpen = firstOpen;
  }

  synchronized void done(long sequence) {
    done(sequence, sequence);
  }

  /** From the first to the last of these, both included. */
  synchronized void done(long first, long last) {
    long from = Math.max(first, firstOpen);
    if (from > last) {
      return;
    }
    done.set((int) (from - origin), (int) (last + 1 - origin));
    if (from == firstOpen) {
      firstOpen = origin + done.nextClearBit((int) (firstOpen - origin));
      compact();
    }
  }

  private void compact() {
    int settled = (int) (firstOpen - origin);
    if (settled > COMPACT_AT) {
      done = done.get(settled, Math.max(settled, done.length()));
      origin = firstOpen;
    }
  }

  synchronized boolean isDone(long sequence) {
    return sequence < firstOpen || done.get((int) (sequence - origin));
  }

  /** The number of the first entry that is not done with. */
  synchronized long firstOpen() {
    return firstOpen;
  }
}
