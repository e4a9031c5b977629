package org.ikewatch.ingest.audit;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What texts mean that come again and again, as those of a peer that fails do: found by comparing
 * them whole. A text is taken in when it comes up a second time, so that those with a number of
 * their own push none out. Safe for use by several threads, which may overwrite each other's: all
 * that is lost is a look at the catalogue.
 */
final class RecurringTexts {
  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** A power of two; some 200 bytes each where all are in use. */
  private static final int SLOTS = 8192;

  /** Longer texts are seldom the same. */
  private static final int LONGEST = 256;

  private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

  /** Its fields are final, so that whoever sees an entry sees all of it. */
  private static final class Entry {
    private final byte[] text;
    private final Match match;

    Entry(byte[] text, Match match) {
      this.text = text;
      this.match = match;
    }
  }

  private final Entry[] entries = new Entry[SLOTS];

  /** What came up last at each slot and was not taken in. */
  private final int[] seen = new int[SLOTS];

  /** Nobody can send texts that all come to one slot. */
  private final long seed = ThreadLocalRandom.current().nextLong();

  /** A number for this text, to be given to the others. */
  int hash(byte[] text, int start, int end) {
    long hash = seed ^ (end - start);
    int at = start;
    for (; at <= end - Long.BYTES; at += Long.BYTES) {
      hash = (hash ^ (long) WORDS.get(text, at)) * MULTIPLIER;
      hash ^= hash >>> 32;
    }
    for (; at < end; at++) {
      hash = (hash ^ text[at]) * MULTIPLIER;
    }
    return (int) (hash >>> 32);
  }

  /** What this text is known to mean; null where it is not known here. */
  Match find(int hash, byte[] text, int start, int end) {
    Entry entry = entries[hash & SLOTS - 1];
    return entry != null && Arrays.equals(entry.text, 0, entry.text.length, text, start, end)
        ? entry.match
        : null;
  }

  /** This text was found to mean that. */
  void found(int hash, byte[] text, int start, int end, Match match) {
    int slot = hash & SLOTS - 1;
    if (seen[slot] != hash) {
      seen[slot] = hash;
    } else if (end - start <= LONGEST) {
      entries[slot] = new Entry(Arrays.copyOfRange(text, start, end), match);
    }
  }
}
