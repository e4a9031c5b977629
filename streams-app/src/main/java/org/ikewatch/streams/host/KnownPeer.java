package org.ikewatch.streams.host;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.ikewatch.streams.incident.IncidentRegistry;
import org.ikewatch.streams.incident.PairKey;

/**
 * One peer in use: as the records so far show it, as it is at rest, and what was published of it.
 */
final class KnownPeer {
  private PeerState current;
  private PeerState atRest;
  private int blocks;
  private SortedMap<PairKey, IncidentRegistry> registries = Collections.emptySortedMap();
  private final Map<StateStore.Table, Integer> kept = new EnumMap<>(StateStore.Table.class);

  KnownPeer(PeerState state) {
    this.current = state;
    this.atRest = state;
  }

  PeerState current() {
    return current;
  }

  /** Without the records that may still be taken back. */
  PeerState atRest() {
    return blocks == 0 ? current : atRest;
  }

  void put(PeerState state) {
    current = state;
  }

  void enterBuffer(PeerState before) {
    if (blocks++ == 0) {
      atRest = before;
    }
  }

  void leaveBuffer() {
    blocks--;
  }

  void settle(PeerState after) {
    blocks--;
    atRest = after;
  }

  /** Whether a record that may still be taken back changed it. */
  boolean isBuffered() {
    return blocks > 0;
  }

  IncidentRegistry registry(PairKey key) {
    return registries.getOrDefault(key, IncidentRegistry.EMPTY);
  }

  List<PairKey> registered() {
    return registries.isEmpty() ? List.of() : List.copyOf(registries.keySet());
  }

  /** Puts what is published of a pair; gives what was before. */
  IncidentRegistry register(PairKey key, IncidentRegistry registry) {
    IncidentRegistry before = registry(key);
    if (!registry.isEmpty()) {
      registries = registries.isEmpty() ? new TreeMap<>() : registries;
      registries.put(key, registry);
    } else if (!before.isEmpty()) {
      registries.remove(key);
    }
    return before;
  }

  /** Notes what the store holds of it; gives by how many bytes that is more than before. */
  long keptBytes(StateStore.Table table, Optional<byte[]> value) {
    int bytes = value.map(it -> it.length + current.peer().length()).orElse(0);
    Integer before = kept.put(table, bytes);
    return (long) bytes - (before == null ? 0 : before);
  }
}
