package org.ikewatch.streams.host;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.ikewatch.streams.incident.IncidentRegistry;
import org.ikewatch.streams.incident.Pair;
import org.ikewatch.streams.incident.PairKey;
import org.ikewatch.streams.incident.Problem;
import org.ikewatch.streams.incident.PublishedIncident;
import org.ikewatch.streams.negotiation.Phase;
import org.ikewatch.streams.negotiation.SaLifetimes;

/**
 * The peers of one host: as the records so far show them, as they are at rest (without the records
 * that a late one may still precede), and what was published of them. A peer is read from the store
 * when it is first asked for; all of them only when a record names no peer.
 */
final class PeerTable {
  private static final int LOADED_BYTES = 600;

  private final StateStore store;
  private final String host;
  private final SaLifetimes lifetimes;
  private final StateWriter scratch;
  private final Map<String, KnownPeer> known = new HashMap<>();
  private final Set<String> ids = new HashSet<>();
  private Optional<Indexes> indexes = Optional.empty();
  private long bytes;

  /** Which attempts and SAs there are, at all peers. */
  record Indexes(AttemptIndex phase1, AttemptIndex quickModes, SaIndex sas) {
    void update(PeerState state) {
      phase1.update(state);
      quickModes.update(state);
      sas.update(state);
    }

    AttemptIndex attempts(Phase phase) {
      return phase == Phase.PHASE1 ? phase1 : quickModes;
    }
  }

  PeerTable(StateStore store, String host, SaLifetimes lifetimes, StateWriter scratch, long bytes) {
    this.scratch = scratch;
    this.store = store;
    this.host = host;
    this.lifetimes = lifetimes;
    this.bytes = bytes;
  }

  /** The peer as the records so far show it. */
  PeerState get(String peer) {
    return known(peer).current();
  }

  private KnownPeer known(String peer) {
    KnownPeer one = known.get(peer);
    return one == null ? load(peer, store.get(StateStore.Table.PAIR, host, peer)) : one;
  }

  private KnownPeer load(String peer, Optional<byte[]> negotiations) {
    PeerState state =
        negotiations
            .map(it -> NegotiationFormat.read(peer, it))
            .orElseGet(() -> PeerState.unknown(peer));
    KnownPeer loaded = new KnownPeer(state);
    known.put(peer, loaded);
    loaded.keptBytes(StateStore.Table.PAIR, negotiations);
    Optional<byte[]> problems = store.get(StateStore.Table.PROBLEM, host, peer);
    loaded.keptBytes(StateStore.Table.PROBLEM, problems);
    problems.ifPresent(it -> loaded.put(withProblems(state, it)));
    return loaded;
  }

  /** Whether anything is known of this peer. */
  boolean knows(String peer) {
    return !get(peer).pairs().isEmpty();
  }

  /** Time of the newest record of this peer that can not be taken back any more. */
  Instant restingTouchedAt(String peer) {
    return known(peer).atRest().touchedAt();
  }

  /** Puts the state that the records so far show. */
  void put(PeerState state) {
    known(state.peer()).put(state);
    indexes.ifPresent(it -> it.update(state));
  }

  /** A block of records within the grace changes this peer: what was before it stays at rest. */
  void noteBuffered(PeerState before) {
    known(before.peer()).enterBuffer(before);
  }

  /** A block is taken back; the state before it is the current one again. */
  void noteTakenBack(String peer) {
    known(peer).leaveBuffer();
  }

  /** Two blocks that change this peer became one. */
  void noteMerged(String peer) {
    known(peer).leaveBuffer();
  }

  /** No late record can precede the block that led to this state any more. */
  void settle(PeerState after) {
    known(after.peer()).settle(after);
    persistNegotiations(after.peer());
    persistProblems(after.peer());
  }

  /** The indexes; they are built at the first record that names no peer. */
  Indexes indexes() {
    if (indexes.isEmpty()) {
      store.scan(
          StateStore.Table.PAIR,
          host,
          (peer, value) -> {
            if (!known.containsKey(peer)) {
              load(peer, Optional.of(value));
            }
          });
      Indexes built =
          new Indexes(
              new AttemptIndex(Phase.PHASE1),
              new AttemptIndex(Phase.PHASE2),
              new SaIndex(lifetimes));
      known.values().forEach(it -> built.update(it.current()));
      indexes = Optional.of(built);
    }
    return indexes.get();
  }

  /** Reads the peers that have problems; gives their names. */
  List<String> loadProblems() {
    List<String> peers = peersIn(StateStore.Table.PROBLEM);
    peers.forEach(this::get);
    return peers;
  }

  /** Every peer at rest. */
  List<String> peersAtRest() {
    return peersIn(StateStore.Table.PAIR);
  }

  private List<String> peersIn(StateStore.Table table) {
    List<String> peers = new ArrayList<>();
    store.scan(table, host, (peer, value) -> peers.add(peer));
    return peers;
  }

  IncidentRegistry registry(PairKey key) {
    return known(key.peer()).registry(key);
  }

  /** The registries of this peer. */
  List<PairKey> registered(String peer) {
    return known(peer).registered();
  }

  void register(PairKey key, IncidentRegistry registry) {
    IncidentRegistry before = known(key.peer()).register(key, registry);
    before.incidents().forEach(it -> ids.remove(it.id()));
    registry.incidents().forEach(it -> ids.add(it.id()));
  }

  /** The pair's own address became known: its incidents go with it. */
  void moveRegistry(PairKey before, PairKey after) {
    IncidentRegistry registry = registry(before);
    if (!registry.isEmpty()) {
      register(before, IncidentRegistry.EMPTY);
      register(after, registry);
    }
  }

  /**
   * Moves incidents to the peer that their first evidence is about now: a late record may name the
   * peer of a failure that was published without one.
   */
  void moveIncidents(List<String> touched) {
    for (String peer : touched) {
      for (PairKey from : registered(peer)) {
        List<Problem> own = pairOf(get(peer), from).map(Pair::problems).orElse(List.of());
        for (PublishedIncident incident : registry(from).incidents()) {
          if (own.stream().noneMatch(incident::mayBe)) {
            newHome(incident, touched).ifPresent(to -> move(incident, from, to));
          }
        }
      }
    }
  }

  private Optional<PairKey> newHome(PublishedIncident incident, List<String> touched) {
    for (String peer : touched) {
      for (Pair pair : get(peer).pairs()) {
        boolean takes =
            pair.problems().stream().anyMatch(incident::beganWith)
                && registry(pair.key()).incidents().stream()
                    .noneMatch(it -> it.content().first().equals(incident.content().first()));
        if (takes) {
          return Optional.of(pair.key());
        }
      }
    }
    return Optional.empty();
  }

  private void move(PublishedIncident incident, PairKey from, PairKey to) {
    register(from, registry(from).without(incident));
    register(to, registry(to).with(incident));
    persistProblems(from.peer());
  }

  /** Whether an incident of this host has this id. */
  boolean isTaken(String incidentId) {
    return ids.contains(incidentId);
  }

  /**
   * Puts a state that no record within the grace changes: problems that are over, and their
   * incidents, are dropped.
   *
   * @return whether there were any
   */
  boolean close(PeerState state, Instant now) {
    boolean any = false;
    for (PairKey key : registered(state.peer())) {
      List<Problem> closed = pairOf(state, key).map(Pair::closed).orElse(List.of());
      IncidentRegistry before = registry(key);
      IncidentRegistry live = before.withoutClosed(closed, now);
      if (!live.equals(before)) {
        any = true;
        register(key, live);
      }
    }
    any |= state.pairs().stream().anyMatch(pair -> !pair.closed().isEmpty());
    put(any ? state.withoutClosed() : state);
    return any;
  }

  /** Drops a peer that has nothing to say any more. */
  void evict(String peer) {
    indexes.ifPresent(it -> it.update(PeerState.unknown(peer)));
    delete(StateStore.Table.PAIR, peer);
    delete(StateStore.Table.PROBLEM, peer);
    known.remove(peer);
  }

  /** Whether a record within the grace changes this peer. */
  boolean isBuffered(String peer) {
    return known(peer).isBuffered();
  }

  void persistNegotiations(String peer) {
    PeerState state = known(peer).atRest();
    if (state.pairs().isEmpty()) {
      delete(StateStore.Table.PAIR, peer);
    } else {
      write(StateStore.Table.PAIR, peer, NegotiationFormat.write(scratch, state));
    }
  }

  void persistProblems(String peer) {
    PeerState state = known(peer).atRest();
    List<PairKey> keys = new ArrayList<>(state.pairs().stream().map(Pair::key).toList());
    registered(peer).stream().filter(it -> !keys.contains(it)).forEach(keys::add);
    keys.removeIf(it -> problemless(state, it) && registry(it).isEmpty());
    if (keys.isEmpty()) {
      delete(StateStore.Table.PROBLEM, peer);
      return;
    }
    StateWriter out = scratch.clear();
    out.octet(NegotiationFormat.VERSION);
    out.all(keys, (it, key) -> writeProblems(it, state, key));
    write(StateStore.Table.PROBLEM, peer, out.toBytes());
  }

  private void writeProblems(StateWriter out, PeerState state, PairKey key) {
    Optional<Pair> pair = pairOf(state, key);
    out.text(key.local());
    ProblemFormat.write(
        out,
        pair.flatMap(Pair::phase1),
        pair.flatMap(Pair::phase2),
        pair.map(Pair::closed).orElse(List.of()),
        registry(key));
  }

  private PeerState withProblems(PeerState state, byte[] value) {
    StateReader in = new StateReader(value);
    NegotiationFormat.requireVersion(in.octet(), NegotiationFormat.VERSION);
    PeerState whole = state;
    int count = in.count();
    for (int i = 0; i < count; i++) {
      PairKey key = new PairKey(in.text(), state.peer());
      ProblemFormat.Content content = ProblemFormat.read(in);
      register(key, content.registry());
      Optional<Pair> pair = pairOf(whole, key);
      if (pair.isPresent()) {
        whole =
            whole.with(
                pair.get().withProblems(content.phase1(), content.phase2(), content.closed()));
      }
    }
    return whole;
  }

  private static Optional<Pair> pairOf(PeerState state, PairKey key) {
    return state.pairs().stream().filter(it -> it.key().equals(key)).findFirst();
  }

  private static boolean problemless(PeerState state, PairKey key) {
    return pairOf(state, key).filter(Pair::hasProblem).isEmpty();
  }

  private void write(StateStore.Table table, String peer, byte[] value) {
    bytes += known(peer).keptBytes(table, Optional.of(value));
    store.put(table, host, peer, value);
  }

  private void delete(StateStore.Table table, String peer) {
    long difference = known(peer).keptBytes(table, Optional.empty());
    if (difference != 0) {
      bytes += difference;
      store.delete(table, host, peer);
    }
  }

  /** Bytes of the pairs at rest. */
  long bytes() {
    return bytes;
  }

  /** Bytes of the pairs in use, roughly. */
  long loadedBytes() {
    return (long) known.size() * LOADED_BYTES;
  }
}
