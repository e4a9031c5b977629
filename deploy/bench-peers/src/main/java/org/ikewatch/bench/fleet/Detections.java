package org.ikewatch.bench.fleet;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.ikewatch.schemas.Verdict;

/** How often each verdict was reached for each pair. */
public final class Detections {
  private final Map<String, Long> attempts = new TreeMap<>();

  /** Adds attempts of one verdict for a pair. */
  public void add(String host, String peer, Verdict verdict, long count) {
    attempts.merge(host + " " + peer + " " + verdict, count, Long::sum);
  }

  /** All attempts of all pairs. */
  public long total() {
    return attempts.values().stream().mapToLong(Long::longValue).sum();
  }

  /** One pair whose attempts differ, or an empty text if none does. */
  public String difference(Detections other) {
    for (Map<String, Long> one : List.of(attempts, other.attempts)) {
      for (String pair : one.keySet()) {
        long here = attempts.getOrDefault(pair, 0L);
        long there = other.attempts.getOrDefault(pair, 0L);
        if (here != there) {
          return pair + ": " + here + " and " + there;
        }
      }
    }
    return "";
  }
}
