package org.ikewatch.streams.incident;

import java.util.ArrayList;
import java.util.List;

/**
 * The records that an incident cites, in order of time. Bounded: the first ones and the newest
 * stay, at most 30 and at most {@link #MAX_BYTES} bytes.
 */
public record Evidence(List<CitedRecord> records) {
  static final int MAX_BYTES = 8 * 1024;
  private static final int FIRST = 10;
  private static final int NEWEST = 20;

  static final Evidence NONE = new Evidence(List.of());

  public Evidence {
    records = List.copyOf(records);
  }

  Evidence with(CitedRecord added) {
    if (records.contains(added)) {
      return this;
    }
    List<CitedRecord> all = new ArrayList<>(records);
    int place = all.size();
    while (place > 0 && CitedRecord.ORDER.compare(all.get(place - 1), added) > 0) {
      place--;
    }
    all.add(place, added);
    int bytes = all.stream().mapToInt(CitedRecord::size).sum();
    while (all.size() > FIRST + NEWEST || (bytes > MAX_BYTES && all.size() > 2)) {
      bytes -= all.remove(Math.min(FIRST, all.size() / 2)).size();
    }
    return new Evidence(all);
  }

  Evidence without(CitedRecord removed) {
    return new Evidence(records.stream().filter(it -> !it.equals(removed)).toList());
  }
}
