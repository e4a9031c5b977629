package org.ikewatch.streams.host;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;

/** When something changes at a peer by the passing of time; one deadline a peer. */
final class DeadlineQueue {
  private record Deadline(Instant at, String peer) implements Comparable<Deadline> {
    @Override
    public int compareTo(Deadline other) {
      int byTime = at.compareTo(other.at);
      return byTime != 0 ? byTime : peer.compareTo(other.peer);
    }
  }

  private final PriorityQueue<Deadline> queue = new PriorityQueue<>();
  private final Map<String, Instant> valid = new HashMap<>();

  /** Sets the deadline of a peer; {@link Instant#MAX} for none. */
  void set(String peer, Instant at) {
    if (at.equals(Instant.MAX)) {
      valid.remove(peer);
    } else if (!at.equals(valid.put(peer, at))) {
      queue.add(new Deadline(at, peer));
    }
  }

  /** The earliest deadline; {@link Instant#MAX} if there is none. */
  Instant earliest() {
    dropOutdated();
    return queue.isEmpty() ? Instant.MAX : queue.peek().at();
  }

  /** Takes the peer with the earliest deadline. */
  String take() {
    dropOutdated();
    String peer = queue.remove().peer();
    valid.remove(peer);
    return peer;
  }

  private void dropOutdated() {
    while (!queue.isEmpty() && !queue.peek().at().equals(valid.get(queue.peek().peer()))) {
      queue.remove();
    }
  }
}
