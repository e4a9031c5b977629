package org.ikewatch.streams.host;

import java.time.Duration;
import java.time.Instant;

/**
 * The record memory of one host in the store: the newest records are in the host's header, older
 * ones in a ring of chunks. Chunks are read when they are first needed.
 */
final class PersistentMemory {
  /** Records in a chunk. */
  static final int CHUNK = 64;

  private final StateStore store;
  private final String host;
  private final int ring;
  private final RecordMemory memory = new RecordMemory();

  /** The newest records, fewer than a chunk, as they are written. */
  private final StateWriter tail = new StateWriter();

  private int tailSize;
  private long newestInTail;
  private int chunks;
  private Instant coversFrom;
  private boolean loaded;

  PersistentMemory(
      StateStore store, String host, int bytes, int chunks, Instant coversFrom, long[] tail) {
    this.store = store;
    this.host = host;
    this.ring = Math.max(2, bytes / (CHUNK * Long.BYTES));
    this.chunks = chunks;
    this.coversFrom = coversFrom;
    this.loaded = chunks == 0;
    for (long key : tail) {
      addToTail(key);
      memory.add(key);
    }
  }

  private void addToTail(long key) {
    MemoryFormat.writeKey(tail, key, newestInTail);
    newestInTail = key;
    tailSize++;
  }

  /** Whether this record was seen before. */
  boolean contains(long key) {
    if (memory.contains(key)) {
      return true;
    }
    if (memory.isNewest(key) && memory.size() > 0) {
      return false;
    }
    return load().contains(key);
  }

  /** Whether it is too old to know whether it was seen. */
  boolean tooOld(Instant stamp) {
    return !stamp.isAfter(coversFrom);
  }

  /** Remembers a record; says whether it is later than all before. */
  boolean add(long key) {
    boolean newest = memory.isNewest(key);
    memory.add(key);
    addToTail(key);
    if (tailSize == CHUNK) {
      forgetOldest();
      StateWriter chunk = new StateWriter();
      writeTail(chunk);
      store.put(StateStore.Table.MEMORY, host, slot(chunks), chunk.toBytes());
      chunks++;
      tail.clear();
      tailSize = 0;
      newestInTail = 0;
    }
    return newest;
  }

  /** The next chunk takes the place of the oldest one, if the ring is full. */
  private void forgetOldest() {
    if (chunks >= ring) {
      store
          .get(StateStore.Table.MEMORY, host, slot(chunks))
          .ifPresent(
              old -> {
                Instant newest = RecordMemory.stampOf(load().removeAll(MemoryFormat.read(old)));
                coversFrom = newest.isAfter(coversFrom) ? newest : coversFrom;
              });
    }
  }

  boolean consecutive(long from, long to) {
    return load().consecutive(from, to);
  }

  boolean completeBefore(long key, Duration span) {
    return load().completeBefore(key, span, coversFrom.equals(Instant.MIN));
  }

  boolean completeSince(long key, Instant since) {
    return load().completeSince(key, since);
  }

  long lostBetween(Instant from, Instant to) {
    return load().lostBetween(from, to);
  }

  /** Writes the newest records, as a chunk. */
  void writeTail(StateWriter out) {
    out.count(tailSize);
    out.all(tail);
  }

  int chunks() {
    return chunks;
  }

  Instant coversFrom() {
    return coversFrom;
  }

  int bytes() {
    return 16 + memory.size() * Long.BYTES;
  }

  private RecordMemory load() {
    if (!loaded) {
      loaded = true;
      store.scan(
          StateStore.Table.MEMORY,
          host,
          (slot, bytes) -> {
            for (long key : MemoryFormat.read(bytes)) {
              memory.add(key);
            }
          });
    }
    return memory;
  }

  private String slot(int number) {
    return Integer.toString(number % ring);
  }
}
