package org.ikewatch.streams.host;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * When hosts are due, by the clock of each ingestor that they follow: a tick touches only the hosts
 * that are due.
 */
final class HostTimers {
  private record Timer(Instant due, String host, long version) implements Comparable<Timer> {
    @Override
    public int compareTo(Timer other) {
      int byTime = due.compareTo(other.due);
      return byTime != 0 ? byTime : host.compareTo(other.host);
    }
  }

  private static final class Scheduled {
    private long version;
    private Instant due = Instant.MAX;
    private int followed;
  }

  private final Map<String, PriorityQueue<Timer>> queues = new HashMap<>();
  private final Map<String, Scheduled> hosts = new HashMap<>();

  /** Schedules a host for the time on its own clock; {@link Instant#MAX} for never. */
  void schedule(String host, Instant due, HostClock.State clock) {
    Scheduled scheduled = hosts.computeIfAbsent(host, it -> new Scheduled());
    int followed = clock.ingestors().size();
    if (scheduled.due.equals(due) && scheduled.followed == followed) {
      return;
    }
    scheduled.version++;
    scheduled.due = due;
    scheduled.followed = followed;
    if (due.equals(Instant.MAX)) {
      return;
    }
    clock
        .ingestors()
        .forEach(
            (ingestor, delay) ->
                queues
                    .computeIfAbsent(ingestor, it -> new PriorityQueue<>())
                    .add(new Timer(due.plusMillis(delay.delay()), host, scheduled.version)));
  }

  /** The host does not exist any more. */
  void remove(String host) {
    hosts.remove(host);
  }

  /** The hosts that are due when the clock of this ingestor shows that time, earliest first. */
  List<String> due(String ingestor, Instant time) {
    PriorityQueue<Timer> queue = queues.get(ingestor);
    if (queue == null || queue.isEmpty() || queue.peek().due().isAfter(time)) {
      return List.of();
    }
    List<String> due = new ArrayList<>();
    while (!queue.isEmpty() && !queue.peek().due().isAfter(time)) {
      Timer timer = queue.remove();
      Scheduled scheduled = hosts.get(timer.host());
      if (scheduled != null && scheduled.version == timer.version()) {
        // The next schedule is a new one, also for the same time.
        scheduled.due = Instant.MIN;
        due.add(timer.host());
      }
    }
    return due;
  }

  /** Hosts known. */
  int size() {
    return hosts.size();
  }

  /** Whether this host is known. */
  boolean knows(String host) {
    return hosts.containsKey(host);
  }
}
