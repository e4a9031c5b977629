package org.ikewatch.streams.host;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.ikewatch.streams.incident.Pair;
import org.ikewatch.streams.negotiation.Attempt;
import org.ikewatch.streams.negotiation.Phase;
import org.ikewatch.streams.negotiation.Role;

/**
 * The attempts of one phase at all peers of a host, by the time until which they are open: says
 * without a walk over the peers which of them may be meant.
 */
final class AttemptIndex {
  /** An incident lists no more candidates. */
  static final int MOST_CANDIDATES = 16;

  private record Entry(long openUntil, long since, String peer, String local, Attempt attempt)
      implements Comparable<Entry> {
    @Override
    public int compareTo(Entry other) {
      int byEnd = Long.compare(openUntil, other.openUntil);
      if (byEnd != 0) {
        return byEnd;
      }
      int byStart = Long.compare(since, other.since);
      if (byStart != 0) {
        return byStart;
      }
      int byPeer = peer.compareTo(other.peer);
      if (byPeer != 0) {
        return byPeer;
      }
      int byLocal = local.compareTo(other.local);
      return byLocal != 0 ? byLocal : attempt.role().compareTo(other.attempt.role());
    }
  }

  private final Phase phase;
  private final TreeSet<Entry> byEnd = new TreeSet<>();
  private final Map<String, List<Entry>> byPeer = new HashMap<>();

  AttemptIndex(Phase phase) {
    this.phase = phase;
  }

  /** Notes the attempts that a peer has now. */
  void update(PeerState state) {
    List<Entry> before = byPeer.remove(state.peer());
    if (before != null) {
      before.forEach(byEnd::remove);
    }
    List<Entry> now = entries(state);
    if (!now.isEmpty()) {
      byEnd.addAll(now);
      byPeer.put(state.peer(), now);
    }
  }

  private List<Entry> entries(PeerState state) {
    List<Entry> entries = new ArrayList<>(2);
    for (Pair pair : state.pairs()) {
      if (!pair.key().named()) {
        continue;
      }
      List<Attempt> attempts =
          phase == Phase.PHASE1 ? pair.negotiation().phase1() : pair.negotiation().quickModes();
      for (Attempt attempt : attempts) {
        entries.add(
            new Entry(
                attempt.openUntil().toEpochMilli(),
                attempt.since().toEpochMilli(),
                pair.key().peer(),
                pair.key().local(),
                attempt));
      }
    }
    return entries;
  }

  /** An attempt that may be meant, and whose it is. */
  record Found(String peer, String local, Attempt attempt) {}

  /**
   * The attempts open at that time, at most one a peer and {@link #MOST_CANDIDATES} in all.
   *
   * @param responderOnly only those in which this host is not known to be the initiator
   */
  List<Found> open(Instant at, boolean responderOnly) {
    Map<String, Found> found = new HashMap<>();
    for (Entry entry : byEnd.tailSet(from(at), true)) {
      boolean fits =
          entry.attempt().open(at) && !(responderOnly && entry.attempt().role() == Role.INITIATOR);
      if (fits) {
        found.putIfAbsent(entry.peer(), new Found(entry.peer(), entry.local(), entry.attempt()));
        if (found.size() == MOST_CANDIDATES) {
          break;
        }
      }
    }
    return List.copyOf(found.values());
  }

  /** The attempts that failed or ended between these times, at most {@link #MOST_CANDIDATES}. */
  List<Found> ended(Instant from, Instant to) {
    List<Found> found = new ArrayList<>();
    for (Entry entry : byEnd.tailSet(from(from), true)) {
      if (entry.openUntil() > to.toEpochMilli() || found.size() == MOST_CANDIDATES) {
        break;
      }
      if (entry.attempt().ended()) {
        found.add(new Found(entry.peer(), entry.local(), entry.attempt()));
      }
    }
    return found;
  }

  /** Whether an attempt with another peer was open at any time since. */
  boolean anotherOpenSince(Instant since, Instant to, String peer) {
    for (Entry entry : byEnd.descendingSet()) {
      if (entry.openUntil() < since.toEpochMilli()) {
        return false;
      }
      if (!entry.peer().equals(peer) && entry.since() <= to.toEpochMilli()) {
        return true;
      }
    }
    return false;
  }

  private static Entry from(Instant at) {
    return new Entry(at.toEpochMilli(), Long.MIN_VALUE, "", "", ANY);
  }

  private static final Attempt ANY =
      new Attempt(
          Phase.PHASE1,
          Role.INITIATOR,
          Instant.EPOCH,
          Optional.empty(),
          "",
          new TreeSet<>(),
          Optional.empty(),
          Instant.EPOCH,
          false,
          false);

  static SortedSet<String> peers(List<Found> found) {
    SortedSet<String> peers = new TreeSet<>();
    found.forEach(it -> peers.add(it.peer()));
    return peers;
  }
}
