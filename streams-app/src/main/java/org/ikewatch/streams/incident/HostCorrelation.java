package org.ikewatch.streams.incident;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.ikewatch.streams.negotiation.AuditEvent;
import org.ikewatch.streams.negotiation.Dialect;
import org.ikewatch.streams.negotiation.HostFacts;
import org.ikewatch.streams.negotiation.Phase;
import org.ikewatch.streams.negotiation.Signal;

/**
 * The story of one host, told by its records in order of event time: every peer's negotiation and
 * the troubles there are. What it holds is a pure function of the records applied and the time
 * passed; all its parts are immutable, so a copy is cheap.
 */
public final class HostCorrelation {
  /** The longest that syslogd's count of repetitions lags behind the record it repeats. */
  private static final Duration REPEAT_LAG = Duration.ofMinutes(10);

  private final LifeCycle rules;
  private final Map<String, PeerHistory> peers;
  private final Ties ties;
  private final List<Unattributed> waiting;
  private final List<Trouble> closed = new ArrayList<>();
  private HostFacts facts;
  private Dialect heard;
  private Optional<LastFailure> lastFailure;
  private Instant deadline = Instant.MIN;
  private long changes;

  HostCorrelation(LifeCycle rules) {
    this(Snapshot.EMPTY, rules);
    this.deadline = Instant.MAX;
  }

  HostCorrelation(Snapshot snapshot, LifeCycle rules) {
    this.rules = rules;
    this.peers = new TreeMap<>(snapshot.peers());
    this.ties = new Ties(snapshot.ties());
    this.waiting = new ArrayList<>(snapshot.waiting());
    this.facts = snapshot.facts();
    this.heard = snapshot.heard();
    this.lastFailure = snapshot.lastFailure();
  }

  /** The failure that a count of repetitions speaks of; the peer is empty where none is known. */
  public record LastFailure(String peer, Phase phase, Instant at) {}

  /** Everything in here, for keeping. */
  public record Snapshot(
      Map<String, PeerHistory> peers,
      Map<String, String> ties,
      List<Unattributed> waiting,
      HostFacts facts,
      Dialect heard,
      Optional<LastFailure> lastFailure) {
    private static final Snapshot EMPTY =
        new Snapshot(Map.of(), Map.of(), List.of(), HostFacts.NONE, Dialect.A02, Optional.empty());
  }

  Snapshot snapshot() {
    return new Snapshot(
        new TreeMap<>(peers), ties.snapshot(), List.copyOf(waiting), facts, heard, lastFailure);
  }

  HostCorrelation copy() {
    HostCorrelation copy = new HostCorrelation(snapshot(), rules);
    copy.deadline = deadline;
    copy.changes = changes;
    copy.closed.addAll(closed);
    return copy;
  }

  /** Applies the next record in order of event time. */
  void apply(AuditEvent event) {
    passTo(event.time());
    facts = facts.with(event);
    if (event.signal() == Signal.MESSAGE_REPEATED) {
      repeat(event);
      return;
    }
    if (!event.failure()) {
      // A count of repetitions speaks of the record before it.
      lastFailure = Optional.empty();
    }
    if (event.bearsOnNegotiation()) {
      heard = Dialect.of(event.signal(), event.product(), heard);
      attribute(event);
    }
  }

  /** Applies the rest of a run of noise of which the beginning is applied. */
  void applyThrough(AuditEvent last) {
    passTo(last.time());
    facts = facts.through(last);
  }

  private void attribute(AuditEvent event) {
    Optional<String> named = event.peer().or(() -> ties.peerOf(event));
    if (named.isPresent()) {
      step(named.get(), event);
      return;
    }
    Attribution attribution = Attribution.of(event, peers.values());
    if (attribution instanceof Attribution.To to) {
      step(to.peer(), event);
    } else if (attribution instanceof Attribution.Among among && event.failure()) {
      waiting.add(new Unattributed(event, among.peers()));
      deadline = earlier(deadline, event.time().plus(Attribution.COMPANION));
    }
  }

  private void repeat(AuditEvent event) {
    lastFailure
        .filter(last -> !event.time().isAfter(last.at().plus(REPEAT_LAG)))
        .filter(last -> peers.containsKey(last.peer()))
        .ifPresent(last -> put(last.peer(), peers.get(last.peer()).repeated(last.phase(), event)));
  }

  /** Lets time pass on the host's clock: what was waiting is decided, what is quiet is resolved. */
  void passTo(Instant now) {
    if (now.isBefore(deadline)) {
      return;
    }
    changes++;
    decideWaiting(now);
    deadline = Instant.MAX;
    Iterator<Map.Entry<String, PeerHistory>> all = peers.entrySet().iterator();
    while (all.hasNext()) {
      Map.Entry<String, PeerHistory> entry = all.next();
      close(entry.getValue(), now);
      PeerHistory current = entry.getValue().at(now, rules);
      if (current.forgotten(now)) {
        all.remove();
      } else {
        entry.setValue(current);
        noteDeadlines(current);
      }
    }
    waiting.forEach(one -> deadline = earlier(deadline, one.deadline()));
  }

  /** The next time on the host's clock at which something changes by itself. */
  Instant deadline() {
    return deadline;
  }

  /** The troubles that are over: nothing can change them any more. */
  Set<Citation.Key> over() {
    Set<Citation.Key> over = new HashSet<>();
    closed.forEach(trouble -> over.add(trouble.first()));
    return over;
  }

  /** Drops these troubles, which are over. */
  void drop(Set<Citation.Key> over) {
    changes++;
    closed.removeIf(trouble -> over.contains(trouble.first()));
  }

  /** Every trouble there is, in a fixed order: those that are over first. */
  List<Trouble> troubles() {
    List<Trouble> all = new ArrayList<>(closed);
    peers.values().forEach(history -> all.addAll(troublesOf(history)));
    return all;
  }

  /** Whether one of the troubles cites this record already. */
  boolean cites(Citation.Key record) {
    return troubles().stream()
        .flatMap(trouble -> trouble.evidence().citations().stream())
        .anyMatch(citation -> citation.key().equals(record));
  }

  /** Rises whenever {@link #troubles} may have changed. */
  long changes() {
    return changes;
  }

  private void step(String peer, AuditEvent event) {
    PeerHistory history = historyOf(peer, event.time());
    for (Unattributed one : takeCompanions(peer, event)) {
      history = history.on(one.event(), facts);
      ties.remember(one.event(), peer);
      noteFailure(peer, history, one.event());
    }
    history = history.on(event, facts);
    ties.remember(event, peer);
    noteFailure(peer, history, event);
    put(peer, history);
  }

  private void noteFailure(String peer, PeerHistory history, AuditEvent event) {
    for (Trouble trouble : troublesOf(history)) {
      if (event.failure() && trouble.course().failedAt().equals(event.time())) {
        lastFailure = Optional.of(new LastFailure(peer, trouble.subject().phase(), event.time()));
      }
    }
  }

  private List<Unattributed> takeCompanions(String peer, AuditEvent event) {
    if (waiting.isEmpty()) {
      return List.of();
    }
    List<Unattributed> taken = new ArrayList<>(waiting);
    taken.removeIf(one -> !one.belongsWith(event, peer));
    waiting.removeAll(taken);
    return taken;
  }

  private void decideWaiting(Instant now) {
    List<Unattributed> due = new ArrayList<>(waiting);
    due.removeIf(one -> now.isBefore(one.deadline()));
    waiting.removeAll(due);
    for (Unattributed one : due) {
      PeerHistory nobody = historyOf("", one.event().time());
      PeerHistory next =
          one.candidates().isEmpty()
              ? nobody.on(one.event(), facts).stateless(heard)
              : nobody.ambiguous(one.candidates(), one.event(), facts);
      noteFailure("", next, one.event());
      put("", next);
    }
  }

  private PeerHistory historyOf(String peer, Instant at) {
    PeerHistory known = peers.get(peer);
    return known != null
        ? known
        : PeerHistory.unknown(Optional.of(peer).filter(name -> !name.isEmpty()), heard, at);
  }

  private void put(String peer, PeerHistory history) {
    changes++;
    peers.put(peer, history);
    noteDeadlines(history);
  }

  private void close(PeerHistory history, Instant now) {
    for (Trouble trouble : troublesOf(history)) {
      Trouble current = trouble.at(now, rules);
      if (current.course().over(now, rules)) {
        closed.add(current);
      }
    }
  }

  private static List<Trouble> troublesOf(PeerHistory history) {
    List<Trouble> found = new ArrayList<>(2);
    history.phase1().ifPresent(found::add);
    history.phase2().ifPresent(found::add);
    return found;
  }

  private void noteDeadlines(PeerHistory history) {
    deadline = earlier(deadline, history.staleAt());
    troublesOf(history).forEach(t -> deadline = earlier(deadline, t.course().deadline(rules)));
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
