package org.ikewatch.streams.host;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.ikewatch.streams.incident.Pair;
import org.ikewatch.streams.incident.PairKey;
import org.ikewatch.streams.negotiation.Attempt;
import org.ikewatch.streams.negotiation.IkeSa;
import org.ikewatch.streams.negotiation.SaLifetimes;

/**
 * The SAs in force at all peers of a host: by identity, so that a record which names only cookies
 * or a pointer finds its peer, and by the time until which they last.
 */
final class SaIndex {
  private record Entry(long until, String peer) implements Comparable<Entry> {
    @Override
    public int compareTo(Entry other) {
      int byTime = Long.compare(until, other.until);
      return byTime != 0 ? byTime : peer.compareTo(other.peer);
    }
  }

  private record Contribution(Map<String, PairKey> identities, Entry inForce, boolean childUp) {}

  private final SaLifetimes lifetimes;
  private final Map<String, PairKey> pairByIdentity = new HashMap<>();
  private final Map<String, Contribution> byPeer = new HashMap<>();
  private final TreeSet<Entry> byEnd = new TreeSet<>();

  SaIndex(SaLifetimes lifetimes) {
    this.lifetimes = lifetimes;
  }

  void update(PeerState state) {
    Contribution before = byPeer.remove(state.peer());
    if (before != null) {
      before.identities().forEach(pairByIdentity::remove);
      byEnd.remove(before.inForce());
    }
    Contribution now = contribution(state);
    if (now.inForce().until() > Long.MIN_VALUE || !now.identities().isEmpty()) {
      pairByIdentity.putAll(now.identities());
      byEnd.add(now.inForce());
      byPeer.put(state.peer(), now);
    }
  }

  private Contribution contribution(PeerState state) {
    Map<String, PairKey> identities = new HashMap<>(4);
    long until = Long.MIN_VALUE;
    boolean childUp = false;
    for (Pair pair : state.pairs()) {
      if (!pair.key().named()) {
        continue;
      }
      for (IkeSa sa : pair.negotiation().sas()) {
        until = Math.max(until, sa.endsBy(pair.negotiation().dialect(), lifetimes).toEpochMilli());
        childUp |= sa.childUp();
        note(sa.identity(), pair.key(), identities);
      }
      for (Attempt attempt : pair.negotiation().phase1()) {
        note(attempt.identity(), pair.key(), identities);
      }
    }
    return new Contribution(identities, new Entry(until, state.peer()), childUp);
  }

  private static void note(String identity, PairKey pair, Map<String, PairKey> identities) {
    if (!identity.isEmpty()) {
      identities.put(identity, pair);
    }
  }

  /** The pair of the SA, or of the attempt at one, with this identity. */
  Optional<PairKey> pairOf(String identity) {
    return identity.isEmpty()
        ? Optional.empty()
        : Optional.ofNullable(pairByIdentity.get(identity));
  }

  /** Whether the identity of an SA with this peer, or of an attempt at one, is known. */
  boolean isIdentified(String peer) {
    Contribution contribution = byPeer.get(peer);
    return contribution != null && !contribution.identities().isEmpty();
  }

  /** The peers with an SA in force at that time, at most {@link AttemptIndex#MOST_CANDIDATES}. */
  List<String> inForce(Instant at) {
    List<String> peers = new ArrayList<>(2);
    for (Entry entry : byEnd.tailSet(new Entry(at.toEpochMilli() + 1, ""), true)) {
      peers.add(entry.peer());
      if (peers.size() == AttemptIndex.MOST_CANDIDATES) {
        break;
      }
    }
    return peers;
  }

  /** Whether any of the peers with an SA in force has a child on it. */
  boolean anyChild(List<String> peers) {
    return peers.stream().anyMatch(it -> byPeer.get(it).childUp());
  }
}
