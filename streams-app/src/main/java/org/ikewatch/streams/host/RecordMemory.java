package org.ikewatch.streams.host;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/**
 * The records of one host that were seen, by stamp and Msg number: recognises a record that is sent
 * again, and shows which numbers are missing. Records are remembered in order of arrival up to a
 * bound; then the oldest chunk is dropped.
 *
 * <p>A record is one {@code long}: its second in the upper bits, its Msg in the lower 26.
 */
final class RecordMemory {
  private static final int MSG_BITS = 26;
  private static final long MSG_MASK = (1L << MSG_BITS) - 1;
  private static final long MAX_SECOND = (1L << 36) - 1;

  /** A larger jump of the counter is a new file or a new start, not a loss. */
  private static final long LARGEST_GAP = 100_000;

  /** As many steps by one in a row show that the shipper does not filter. */
  private static final int DENSE = 32;

  private static final int TRUSTED = 16;
  private static final int PENALTY = 4;

  /** The longest walk for one question: what lies further back counts as not known. */
  private static final int LONGEST_WALK = 4_096;

  private long[] keys = new long[16];
  private int size;

  /**
   * Indices of records between which no number is missing: what was found out is not walked again.
   */
  private int wholeFrom;

  private int wholeTo = -1;

  static long key(Instant stamp, long msg) {
    long second = Math.max(-MAX_SECOND, Math.min(MAX_SECOND, stamp.getEpochSecond()));
    return (second << MSG_BITS) | (msg & MSG_MASK);
  }

  static Instant stampOf(long key) {
    return Instant.ofEpochSecond(key >> MSG_BITS);
  }

  private static long msgOf(long key) {
    return key & MSG_MASK;
  }

  int size() {
    return size;
  }

  boolean contains(long key) {
    return size > 0 && keys[size - 1] >= key && Arrays.binarySearch(keys, 0, size, key) >= 0;
  }

  /** Adds a record; the usual one is the newest. */
  void add(long key) {
    if (size == keys.length) {
      keys = Arrays.copyOf(keys, size * 2);
    }
    if (size == 0 || keys[size - 1] < key) {
      keys[size++] = key;
      return;
    }
    int place = -Arrays.binarySearch(keys, 0, size, key) - 1;
    if (place < 0) {
      return;
    }
    System.arraycopy(keys, place, keys, place + 1, size - place);
    keys[place] = key;
    size++;
    wholeTo = -1;
  }

  /** Whether this is later than every record so far. */
  boolean isNewest(long key) {
    return size == 0 || keys[size - 1] < key;
  }

  /** Drops these records; returns the newest of them. */
  long removeAll(long[] dropped) {
    long[] sorted = dropped.clone();
    Arrays.sort(sorted);
    int kept = 0;
    for (int i = 0; i < size; i++) {
      if (Arrays.binarySearch(sorted, keys[i]) < 0) {
        keys[kept++] = keys[i];
      }
    }
    size = kept;
    wholeTo = -1;
    return sorted[sorted.length - 1];
  }

  /** Whether every number from the first record to the second is in hand, in one counter epoch. */
  boolean consecutive(long from, long to) {
    int first = indexOf(from);
    int last = indexOf(to);
    if (first < 0 || last < first || last - first > LONGEST_WALK) {
      return false;
    }
    for (int i = first + 1; i <= last; i++) {
      if (msgOf(keys[i]) != msgOf(keys[i - 1]) + 1) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether no number is missing before this record for that long, as far back as records of the
   * host are known at all.
   *
   * @param wholeHistory whether every record of the host so far is remembered
   */
  boolean completeBefore(long key, Duration span, boolean wholeHistory) {
    Instant since = stampOf(key).minus(span);
    int at = indexOf(key);
    for (int i = at; i > 0 && at - i < LONGEST_WALK; i--) {
      if (msgOf(keys[i]) != msgOf(keys[i - 1]) + 1) {
        return false;
      }
      if (stampOf(keys[i - 1]).isBefore(since)) {
        return true;
      }
    }
    return wholeHistory && at >= 0 && at < LONGEST_WALK;
  }

  /**
   * Whether no number is missing between that time and this record, as far back as records of the
   * host are known. A restart of the counter from its beginning leaves none out.
   */
  boolean completeSince(long key, Instant since) {
    int at = indexOf(key);
    int first = Math.max(0, indexAfter(since.minusNanos(1)) - 1);
    return at >= 0 && at - first < LONGEST_WALK && isWhole(Math.min(first, at), at);
  }

  /** Whether no number is missing between these records; a counter may begin anew. */
  private boolean isWhole(int from, int to) {
    if (wholeTo < from || wholeTo > to || wholeFrom > wholeTo) {
      wholeFrom = to;
      wholeTo = to;
    }
    int known = wholeTo;
    for (int i = to; i > known; i--) {
      if (!follows(i)) {
        wholeFrom = i;
        wholeTo = to;
        return false;
      }
    }
    wholeTo = to;
    while (wholeFrom > from) {
      if (!follows(wholeFrom)) {
        return false;
      }
      wholeFrom--;
    }
    return true;
  }

  /** Whether no number is missing between this record and the one before. */
  private boolean follows(int index) {
    long step = msgOf(keys[index]) - msgOf(keys[index - 1]);
    return step == 1 || (step <= 0 && msgOf(keys[index]) <= 1);
  }

  /**
   * Records lost between two times: numbers missing between records that arrived, of which the
   * later one is not after the end, so that a verdict does not change by what follows. A shipper
   * that filters leaves gaps that are no losses, so gaps count only where the counter ran by one
   * before.
   */
  long lostBetween(Instant from, Instant to) {
    int last = indexAfter(to);
    int first = Math.max(0, Math.max(indexAfter(from) - 1, last - LONGEST_WALK));
    int begin = Math.max(1, first - 2 * DENSE);
    if (begin >= last || isWhole(begin - 1, last - 1)) {
      return 0;
    }
    int density = 0;
    long lost = 0;
    for (int i = begin; i < last; i++) {
      long step = msgOf(keys[i]) - msgOf(keys[i - 1]);
      if (step <= 0 || step > LARGEST_GAP) {
        continue;
      }
      if (step == 1) {
        density = Math.min(DENSE, density + 1);
        continue;
      }
      boolean inside = stampOf(keys[i]).isAfter(from);
      if (density >= TRUSTED && inside) {
        lost += step - 1;
      }
      density = Math.max(0, density - PENALTY);
    }
    return lost;
  }

  private int indexOf(long key) {
    return size == 0 ? -1 : Arrays.binarySearch(keys, 0, size, key);
  }

  /** The index of the first record after that time. */
  private int indexAfter(Instant time) {
    int place = Arrays.binarySearch(keys, 0, size, key(time, MSG_MASK));
    return place >= 0 ? place + 1 : -place - 1;
  }
}
