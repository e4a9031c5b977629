package org.ikewatch.streams.host;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Records next to each other in the reorder buffer that are settled together, with the states that
 * they changed: those before the first of them, to take all of them back, and those after the last,
 * to settle them.
 */
final class Block {
  /** The newest blocks are small, for a late record is mostly a little late. */
  static final int SMALL = 8;

  private final List<BufferedRecord> records = new ArrayList<>(SMALL);
  private final Map<String, PeerState> before = new HashMap<>(4);
  private final Map<String, PeerState> after = new HashMap<>(4);
  private final HostContext contextBefore;
  private HostContext contextAfter;

  Block(HostContext context) {
    this.contextBefore = context;
    this.contextAfter = context;
  }

  void add(BufferedRecord record) {
    records.add(record);
  }

  /**
   * A record of this block changes a peer.
   *
   * @return whether it is the first one here that does
   */
  boolean change(PeerState from, PeerState to) {
    after.put(to.peer(), to);
    return before.putIfAbsent(from.peer(), from) == null;
  }

  void endWith(HostContext context) {
    contextAfter = context;
  }

  /** Whether the record may be added to this, the newest block. */
  boolean hasRoomFor(BufferedRecord record) {
    return records.size() < SMALL && first().settlesWith(record);
  }

  boolean settlesWith(Block other) {
    return first().settlesWith(other.first());
  }

  /**
   * Takes the records of the next block.
   *
   * @return the peers that both changed
   */
  List<String> absorb(Block next) {
    List<String> both = new ArrayList<>();
    next.before.forEach(
        (peer, state) -> {
          if (before.putIfAbsent(peer, state) != null) {
            both.add(peer);
          }
        });
    after.putAll(next.after);
    records.addAll(next.records);
    contextAfter = next.contextAfter;
    return both;
  }

  BufferedRecord first() {
    return records.get(0);
  }

  List<BufferedRecord> records() {
    return records;
  }

  /** The peers that it changed, as they were. */
  Map<String, PeerState> before() {
    return before;
  }

  /** The peers that it changed, as they are. */
  Map<String, PeerState> after() {
    return after;
  }

  HostContext contextBefore() {
    return contextBefore;
  }

  HostContext contextAfter() {
    return contextAfter;
  }

  /** Time of its newest record; records are in order of time. */
  Instant lastTime() {
    return records.get(records.size() - 1).at();
  }
}
