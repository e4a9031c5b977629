package org.ikewatch.streams.host;

import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import org.ikewatch.streams.negotiation.AuditEvent;

/**
 * The bearing records of one host that a late one may still precede, in order of time, each with
 * the states that it changed: a late record rolls those back to its place and what follows is
 * applied again.
 */
final class ReorderBuffer {
  private static final int ENTRY_BYTES = 200;

  /** A record, or a moment at which something was decided by the passing of time alone. */
  static final class Entry {
    final Optional<AuditEvent> event;
    final Instant time;
    final Instant receivedAt;
    final long arrival;
    final int slot;

    /** Whether it came too late to take its place: it may add to a count, nothing else. */
    final boolean late;

    final Map<String, PeerState> before = new HashMap<>(2);
    final Map<String, PeerState> after = new HashMap<>(2);
    HostContext contextBefore = HostContext.EMPTY;
    HostContext contextAfter = HostContext.EMPTY;

    Entry(
        Optional<AuditEvent> event,
        Instant time,
        Instant receivedAt,
        long arrival,
        int slot,
        boolean late) {
      this.event = event;
      this.time = time;
      this.receivedAt = receivedAt;
      this.arrival = arrival;
      this.slot = slot;
      this.late = late;
    }

    /** Order by time, then Msg, then arrival. */
    boolean follows(Entry other) {
      int byTime = time.compareTo(other.time);
      if (byTime != 0) {
        return byTime > 0;
      }
      int byMsg = Long.compare(msg(), other.msg());
      return (byMsg != 0 && inOneSecondOfOneEpoch(other)) ? byMsg > 0 : arrival > other.arrival;
    }

    /** A counter that restarts within a second gives no order: there, arrival decides. */
    private boolean inOneSecondOfOneEpoch(Entry other) {
      return Math.abs(msg() - other.msg()) < RESTART;
    }

    private long msg() {
      return event.isPresent() ? event.get().msg().orElse(Long.MAX_VALUE) : Long.MAX_VALUE;
    }

    int bytes() {
      return ENTRY_BYTES + event.map(it -> it.text().length()).orElse(0);
    }
  }

  /** Numbers of one second that lie further apart than this are of two counter epochs. */
  private static final long RESTART = 128;

  private final List<Entry> entries = new ArrayList<>();
  private final PriorityQueue<Integer> freeSlots = new PriorityQueue<>();
  private int slots;
  private int bytes;

  /** A slot to keep a record under; freed slots are used again. */
  int takeSlot() {
    return freeSlots.isEmpty() ? slots++ : freeSlots.poll();
  }

  /** Takes note of the slots in use after a restart. */
  void restoreSlots(Iterable<Entry> restored) {
    BitSet used = new BitSet();
    for (Entry entry : restored) {
      used.set(entry.slot);
    }
    slots = used.length();
    for (int i = used.nextClearBit(0); i < slots; i = used.nextClearBit(i + 1)) {
      freeSlots.add(i);
    }
  }

  /** Where the entry belongs: the index of the first entry that follows it. */
  int placeOf(Entry entry) {
    int place = entries.size();
    while (place > 0 && !entry.follows(entries.get(place - 1))) {
      place--;
    }
    return place;
  }

  void insert(int place, Entry entry) {
    entries.add(place, entry);
    bytes += entry.bytes();
  }

  /** Removes a moment that has to be decided anew. */
  void remove(int place) {
    bytes -= entries.remove(place).bytes();
  }

  Entry removeOldest() {
    Entry oldest = entries.remove(0);
    bytes -= oldest.bytes();
    if (oldest.slot >= 0) {
      freeSlots.add(oldest.slot);
    }
    return oldest;
  }

  Entry get(int place) {
    return entries.get(place);
  }

  int size() {
    return entries.size();
  }

  int bytes() {
    return bytes;
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }

  Entry oldest() {
    return entries.get(0);
  }
}
