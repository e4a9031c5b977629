package org.ikewatch.streams.host;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.ikewatch.streams.incident.Change;
import org.ikewatch.streams.incident.IncidentRegistry;
import org.ikewatch.streams.incident.Pair;
import org.ikewatch.streams.incident.PairKey;

/** Compares what the peers of one host show with what was published of them. */
@SuppressWarnings("ReferenceEquality") // an unchanged registry is the same object
final class Publisher {
  /** Withdrawals come first, so a problem never has two incidents at once. */
  private static final Comparator<Change> WITHDRAWN_FIRST =
      Comparator.comparing(change -> !(change instanceof Change.Withdraw));

  private final String host;
  private final CorrelationConfig config;
  private final PeerTable peers;
  private final HostModel model;
  private final DeadlineQueue deadlines;
  private final EngineStats stats;

  /**
   * How long a record may be taken back: grace, and half of it until all of its group are settled.
   */
  private final Duration untilSettled;

  Publisher(
      String host,
      CorrelationConfig config,
      PeerTable peers,
      HostModel model,
      DeadlineQueue deadlines,
      EngineStats stats) {
    this.host = host;
    this.config = config;
    this.peers = peers;
    this.model = model;
    this.deadlines = deadlines;
    this.stats = stats;
    this.untilSettled = config.grace().multipliedBy(2);
  }

  /** What the touched peers show now; a changed count may wait. */
  List<Change> publish(Instant now, Instant receivedAt) {
    return publish(now, receivedAt, false);
  }

  /** The same, and no count waits. */
  List<Change> publishAll(Instant now, Instant receivedAt) {
    return publish(now, receivedAt, true);
  }

  private List<Change> publish(Instant now, Instant receivedAt, boolean exact) {
    List<String> touched = model.takeTouched();
    if (touched.isEmpty()) {
      return List.of();
    }
    List<Change> changes = new ArrayList<>(0);
    if (touched.size() > 1) {
      peers.moveIncidents(touched);
    }
    IncidentRegistry.Moment moment =
        new IncidentRegistry.Moment(
            host, now, receivedAt, config.lifecycle(), untilSettled, exact, peers::isTaken);
    for (String peer : touched) {
      publish(peer, moment, changes);
    }
    if (changes.size() > 1) {
      changes.sort(WITHDRAWN_FIRST);
    }
    return changes;
  }

  private void publish(String peer, IncidentRegistry.Moment moment, List<Change> changes) {
    Instant now = moment.clock();
    PeerState state = peers.get(peer).at(now, config.lifecycle());
    boolean changed = false;
    for (Pair pair : state.pairs()) {
      changed |= reconcile(pair, moment, changes);
    }
    for (PairKey key : peers.registered(peer)) {
      if (state.pairs().stream().noneMatch(it -> it.key().equals(key))) {
        Pair gone = Pair.unknown(key, model.context().heard(), now);
        changed |= reconcile(gone, moment, changes);
      }
    }
    if (!peers.isBuffered(peer)) {
      // As long as a record may be taken back, the passing of time must not change what it left.
      changed |= peers.close(state, now);
    }
    if (changed) {
      peers.persistProblems(peer);
    }
    scheduleAfter(peer, state, now);
  }

  private boolean reconcile(Pair pair, IncidentRegistry.Moment moment, List<Change> changes) {
    IncidentRegistry before = peers.registry(pair.key());
    IncidentRegistry.Reconciled reconciled = before.reconcile(pair, moment);
    changes.addAll(reconciled.changes());
    if (reconciled.next() == before) {
      return false;
    }
    peers.register(pair.key(), reconciled.next());
    return true;
  }

  /** Sets the peer's deadline from what it shows. */
  void schedule(String peer) {
    deadlines.set(peer, deadline(peer, peers.get(peer), Instant.MIN));
  }

  private void scheduleAfter(String peer, PeerState state, Instant now) {
    Instant next = deadline(peer, state, now);
    if (!next.isAfter(now)) {
      stats.count(EngineStats.Hygiene.STALLED_DEADLINE);
      next = Instant.MAX;
    }
    deadlines.set(peer, next);
  }

  private Instant deadline(String peer, PeerState state, Instant now) {
    Instant earliest = state.deadline(config.lifecycle());
    for (PairKey key : peers.registered(peer)) {
      Instant count = peers.registry(key).deadline(now);
      earliest = count.isBefore(earliest) ? count : earliest;
    }
    return earliest;
  }
}
