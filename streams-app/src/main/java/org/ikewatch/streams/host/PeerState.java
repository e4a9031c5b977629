package org.ikewatch.streams.host;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ikewatch.streams.incident.LifecycleRules;
import org.ikewatch.streams.incident.Pair;
import org.ikewatch.streams.incident.PairKey;
import org.ikewatch.streams.negotiation.Dialect;

/**
 * The pairs of one host and one peer: one for each own address that a record names. A text without
 * an own address belongs to the only pair. Immutable.
 */
@SuppressWarnings("ReferenceEquality") // an unchanged part is the same object
record PeerState(String peer, List<Pair> pairs) {
  /** More own addresses towards one peer are not kept: the one touched longest ago is dropped. */
  private static final int MOST = 16;

  PeerState {
    pairs = List.copyOf(pairs);
  }

  static PeerState unknown(String peer) {
    return new PeerState(peer, List.of());
  }

  /**
   * The pair that a record belongs to.
   *
   * @param certain whether no other one can be meant
   */
  record Choice(Pair pair, boolean certain) {}

  /** The pair of this own address; of the only one, or the newest, if the record names none. */
  Choice choose(Optional<String> local, Dialect heard, Instant at) {
    if (pairs.isEmpty()) {
      return new Choice(Pair.unknown(new PairKey(local.orElse(""), peer), heard, at), true);
    }
    if (local.isEmpty()) {
      Pair newest = pairs.get(0);
      for (Pair pair : pairs) {
        newest = pair.touchedAt().isAfter(newest.touchedAt()) ? pair : newest;
      }
      return new Choice(newest, pairs.size() == 1);
    }
    for (Pair pair : pairs) {
      if (pair.key().local().equals(local.get())) {
        return new Choice(pair, true);
      }
    }
    Pair only = pairs.get(0);
    // Its own address was not known so far.
    return pairs.size() == 1 && only.key().local().isEmpty()
        ? new Choice(only.rekeyed(new PairKey(local.get(), peer)), true)
        : new Choice(Pair.unknown(new PairKey(local.get(), peer), heard, at), true);
  }

  /** With this pair in place of the one of the same own address. */
  PeerState with(Pair changed) {
    List<Pair> next = new ArrayList<>(pairs);
    next.removeIf(
        it -> it.key().equals(changed.key()) || (pairs.size() == 1 && it.key().local().isEmpty()));
    next.add(changed);
    next.sort((one, other) -> one.key().compareTo(other.key()));
    if (next.size() > MOST) {
      Pair oldest = next.get(0);
      for (Pair pair : next) {
        oldest = pair.touchedAt().isBefore(oldest.touchedAt()) ? pair : oldest;
      }
      next.remove(oldest);
    }
    return new PeerState(peer, next);
  }

  PeerState at(Instant now, LifecycleRules rules) {
    List<Pair> next = null;
    for (int i = 0; i < pairs.size(); i++) {
      Pair current = pairs.get(i).at(now, rules);
      if (current != pairs.get(i)) {
        next = next == null ? new ArrayList<>(pairs) : next;
        next.set(i, current);
      }
    }
    return next == null ? this : new PeerState(peer, next);
  }

  PeerState withoutClosed() {
    return pairs.stream().allMatch(it -> it.closed().isEmpty())
        ? this
        : new PeerState(peer, pairs.stream().map(Pair::withoutClosed).toList());
  }

  Instant deadline(LifecycleRules rules) {
    Instant earliest = Instant.MAX;
    for (Pair pair : pairs) {
      Instant one = pair.deadline(rules);
      earliest = one.isBefore(earliest) ? one : earliest;
    }
    return earliest;
  }

  /** Time of the newest record of any pair. */
  Instant touchedAt() {
    Instant newest = Instant.MIN;
    for (Pair pair : pairs) {
      newest = pair.touchedAt().isAfter(newest) ? pair.touchedAt() : newest;
    }
    return newest;
  }

  boolean hasProblem() {
    return pairs.stream().anyMatch(Pair::hasProblem);
  }
}
