package org.ikewatch.streams.host;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** What became of the records of one partition so far. May be read by other threads. */
public final class EngineStats {
  /** The ways in which a record ends. */
  public enum Fate {
    /** It bears on a negotiation and was applied. */
    APPLIED,
    /** It bears on no negotiation. */
    CONTEXT,
    /** It was seen before. */
    DUPLICATE,
    /** It came after newer records of its pair were settled: at most it was counted. */
    LATE,
    /** It is older than the memory for duplicates covers. */
    LATE_BEYOND_MEMORY,
    /** The host has as many bytes of pairs as it may. */
    REFUSED_HOST_FULL,
    /** The partition has as many bytes of hosts as it may. */
    REFUSED_PARTITION_FULL
  }

  /** What concerns the health of a host and no verdict. */
  public enum Hygiene {
    /** A stamp left the host's clock and was not believed. */
    STAMP_NOT_BELIEVED,
    /** A peer uses an SA that the host does not have. */
    STALE_PEER,
    /** The peer of an SA in force does not answer any more. */
    DEAD_PEER,
    /** A packet that belongs to no negotiation. */
    STRAY_PACKET,
    /** A deadline that gave no later one was dropped. */
    STALLED_DEADLINE,
    /** Records of a host were held back less than the grace, for its buffer was full. */
    BUFFER_FULL
  }

  private final Map<Fate, AtomicLong> fates = new EnumMap<>(Fate.class);
  private final Map<Hygiene, AtomicLong> hygiene = new EnumMap<>(Hygiene.class);
  private final AtomicLong hosts = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();

  public EngineStats() {
    for (Fate fate : Fate.values()) {
      fates.put(fate, new AtomicLong());
    }
    for (Hygiene one : Hygiene.values()) {
      hygiene.put(one, new AtomicLong());
    }
  }

  void count(Fate fate) {
    fates.get(fate).lazySet(fates.get(fate).getPlain() + 1);
  }

  void count(Hygiene one) {
    hygiene.get(one).lazySet(hygiene.get(one).getPlain() + 1);
  }

  void state(long hostCount, long byteCount) {
    hosts.lazySet(hostCount);
    bytes.lazySet(byteCount);
  }

  /** Records that ended this way. */
  public long of(Fate fate) {
    return fates.get(fate).get();
  }

  /** Occurrences of this kind. */
  public long of(Hygiene one) {
    return hygiene.get(one).get();
  }

  /** Hosts known. */
  public long hosts() {
    return hosts.get();
  }

  /** Bytes of all hosts at rest, roughly. */
  public long bytes() {
    return bytes.get();
  }
}
