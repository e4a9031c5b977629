package org.ikewatch.ingest.syslog;

import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;
import org.ikewatch.ingest.audit.Bytes;

/**
 * The writers that the words before a text came to, found again without a copy of these: a sender's
 * are the same few, line after line. Safe for use by several threads; only one that learns takes
 * the lock.
 */
final class LearnedWriters {
  private static final int FIRST_SLOTS = 16;

  /** The most that are remembered of a sender. */
  static final int MOST = 20_000;

  /** A longer header, in bytes, is read each time. */
  private static final int LONGEST = 512;

  /** The most that is remembered of a sender's headers, in bytes. */
  private static final int MOST_BYTES = 1 << 20;

  /** Its fields are final, so that whoever sees an entry sees all of it. */
  private static final class Entry {
    private final byte[] header;
    private final int hash;
    private final Writer writer;
    private final Entry next;

    Entry(byte[] header, int hash, Writer writer, Entry next) {
      this.header = header;
      this.hash = hash;
      this.writer = writer;
      this.next = next;
    }
  }

  /** A power of two. Slots are written under the lock and read without: a miss looks again. */
  private volatile Entry[] slots = new Entry[FIRST_SLOTS];

  private final LearnedMemory memory;
  private int size;
  private int bytes;

  /** Differs from one to the next: nobody can send words that all come to one slot. */
  private final int multiplier = ThreadLocalRandom.current().nextInt() | 1;

  /** Nothing learned so far; what is takes this memory. */
  LearnedWriters(LearnedMemory memory) {
    this.memory = memory;
  }

  /** Forgets everything. */
  synchronized void clear() {
    memory.giveBack(size, bytes);
    slots = new Entry[FIRST_SLOTS];
    size = 0;
    bytes = 0;
  }

  /** The writer that this part of a text names; null if that was not learned. */
  Writer find(byte[] text, int start, int end) {
    return find(hash(text, start, end), text, start, end);
  }

  private Writer find(int hash, byte[] text, int start, int end) {
    Entry[] now = slots;
    for (Entry entry = now[hash & now.length - 1]; entry != null; entry = entry.next) {
      if (entry.hash == hash
          && entry.header.length == end - start
          && Bytes.stands(entry.header, text, start, end)) {
        return entry.writer;
      }
    }
    return null;
  }

  /** Learns that this part of a text names that writer, unless it is long or there are many. */
  synchronized void learn(byte[] text, int start, int end, Writer writer) {
    int hash = hash(text, start, end);
    if (size == MOST
        || end - start > LONGEST
        || bytes + (end - start) > MOST_BYTES
        || find(hash, text, start, end) != null
        || !memory.take(end - start)) {
      return;
    }
    bytes += end - start;
    if (size++ == slots.length) {
      slots = grown();
    }
    Entry[] now = slots;
    byte[] header = Arrays.copyOfRange(text, start, end);
    now[hash & now.length - 1] = new Entry(header, hash, writer, now[hash & now.length - 1]);
  }

  private Entry[] grown() {
    Entry[] wider = new Entry[2 * slots.length];
    for (Entry entry : slots) {
      for (Entry e = entry; e != null; e = e.next) {
        int slot = e.hash & wider.length - 1;
        wider[slot] = new Entry(e.header, e.hash, e.writer, wider[slot]);
      }
    }
    return wider;
  }

  private int hash(byte[] text, int start, int end) {
    int hash = 0;
    for (int i = start; i < end; i++) {
      hash = multiplier * hash + text[i];
    }
    return hash ^ hash >>> 16;
  }
}
