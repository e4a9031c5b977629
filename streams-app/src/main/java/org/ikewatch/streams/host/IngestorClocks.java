package org.ikewatch.streams.host;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The clocks of the ingestors that write to one partition, as their records and heartbeats show
 * them. Each runs by itself: one that is ahead moves no other. One that is silent while the others
 * go on for five minutes is carried on at the pace of the slowest of them.
 */
final class IngestorClocks {
  /** So long may an ingestor be silent, by the clocks of the others. */
  static final Duration SILENCE = Duration.ofMinutes(5);

  private static final int MOST = 64;

  private static final class Clock {
    private Instant time = Instant.MIN;

    /** The clocks of the others when they were first heard after this one. */
    private final Map<String, Instant> others = new HashMap<>();
  }

  /** A clock that moved. */
  record Moved(String ingestor, Instant time) {}

  private final Map<String, Clock> clocks = new HashMap<>();

  /** Notes a record or heartbeat; gives the clocks that moved, the ingestor's own first. */
  Iterable<Moved> observe(String ingestor, Instant receivedAt) {
    List<Moved> moved = new ArrayList<>(1);
    Clock clock = clocks.get(ingestor);
    if (clock == null) {
      if (clocks.size() >= MOST) {
        clocks.keySet().remove(slowest(""));
      }
      clock = new Clock();
      clocks.put(ingestor, clock);
    }
    if (!receivedAt.isAfter(clock.time)) {
      return moved;
    }
    boolean nextSecond =
        clock.time.equals(Instant.MIN)
            || receivedAt.getEpochSecond() != clock.time.getEpochSecond();
    clock.time = receivedAt;
    moved.add(new Moved(ingestor, receivedAt));
    if (nextSecond && clocks.size() > 1) {
      clock.others.clear();
      carryOnSilent(ingestor, receivedAt, moved);
    }
    return moved;
  }

  private void carryOnSilent(String heard, Instant time, List<Moved> moved) {
    clocks.forEach(
        (name, clock) -> {
          if (!name.equals(heard)) {
            clock.others.putIfAbsent(heard, time);
            Duration progress = slowestProgress(clock);
            if (progress.compareTo(SILENCE) > 0) {
              moved.add(new Moved(name, clock.time.plus(progress)));
            }
          }
        });
  }

  /** How far the slowest of those heard since has come; zero if none was. */
  private Duration slowestProgress(Clock silent) {
    Duration slowest = Duration.ZERO;
    for (Map.Entry<String, Instant> then : silent.others.entrySet()) {
      Clock other = clocks.get(then.getKey());
      if (other != null && other.time.isAfter(then.getValue())) {
        Duration progress = Duration.between(then.getValue(), other.time);
        slowest = slowest.isZero() || progress.compareTo(slowest) < 0 ? progress : slowest;
      }
    }
    return slowest;
  }

  /** Ingestors that are carried on by the others. */
  SortedSet<String> silent() {
    SortedSet<String> silent = new TreeSet<>();
    clocks.forEach(
        (name, clock) -> {
          if (slowestProgress(clock).compareTo(SILENCE) > 0) {
            silent.add(name);
          }
        });
    return silent;
  }

  private String slowest(String otherwise) {
    return clocks.entrySet().stream()
        .min((one, other) -> one.getValue().time.compareTo(other.getValue().time))
        .map(Map.Entry::getKey)
        .orElse(otherwise);
  }
}
