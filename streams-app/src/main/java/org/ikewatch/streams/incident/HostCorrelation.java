package org.ikewatch.streams.incident;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.ikewatch.streams.negotiation.AuditEvent;
import org.ikewatch.streams.negotiation.Dialect;

/**
 * The story of one host, told by its records in order of event time: every peer's negotiation and
 * the troubles there are. What it holds is a pure function of the records applied and the time
 * passed; all its parts are immutable, so a copy is cheap.
 */
public final class HostCorrelation {
  /** Cookie pairs remembered per host: more than the SAs of the busiest gateway. */
  private static final int COOKIES = 4_096;

  private final LifeCycle rules;
  private final Map<String, PeerHistory> peers;
  private final Map<String, String> cookies;
  private final List<Unattributed> waiting;
  private final List<Trouble> closed = new ArrayList<>();
  private Dialect heard;
  private Instant deadline;

  HostCorrelation(LifeCycle rules) {
    this(rules, new TreeMap<>(), new LinkedHashMap<>(), new ArrayList<>(), Dialect.A02);
    this.deadline = Instant.MAX;
  }

  private HostCorrelation(
      LifeCycle rules,
      Map<String, PeerHistory> peers,
      Map<String, String> cookies,
      List<Unattributed> waiting,
      Dialect heard) {
    this.rules = rules;
    this.peers = peers;
    this.cookies = cookies;
    this.waiting = waiting;
    this.heard = heard;
    this.deadline = Instant.MIN;
  }

  static HostCorrelation of(Snapshot snapshot, LifeCycle rules) {
    return new HostCorrelation(
        rules,
        new TreeMap<>(snapshot.peers()),
        new LinkedHashMap<>(snapshot.cookies()),
        new ArrayList<>(snapshot.waiting()),
        snapshot.heard());
  }

  /** Everything in here, for keeping. */
  public record Snapshot(
      Map<String, PeerHistory> peers,
      Map<String, String> cookies,
      List<Unattributed> waiting,
      Dialect heard) {}

  Snapshot snapshot() {
    return new Snapshot(
        new TreeMap<>(peers), new LinkedHashMap<>(cookies), List.copyOf(waiting), heard);
  }

  HostCorrelation copy() {
    HostCorrelation copy = of(snapshot(), rules);
    copy.deadline = deadline;
    copy.closed.addAll(closed);
    return copy;
  }

  /** Applies the next record in order of event time. */
  void apply(AuditEvent event) {
    passTo(event.time());
    heard = Dialect.of(event.signal(), event.product(), heard);
    Optional<String> named = named(event);
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

  /** Lets time pass on the host's clock: what was waiting is decided, what is quiet is resolved. */
  void passTo(Instant now) {
    if (now.isBefore(deadline)) {
      return;
    }
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

  private Optional<String> named(AuditEvent event) {
    Optional<String> cookie = event.cookies();
    if (event.peer().isPresent()) {
      cookie.ifPresent(c -> remember(c, event.peer().get()));
      return event.peer();
    }
    return cookie.map(cookies::get);
  }

  private void remember(String cookie, String peer) {
    cookies.remove(cookie);
    cookies.put(cookie, peer);
    if (cookies.size() > COOKIES) {
      cookies.remove(cookies.keySet().iterator().next());
    }
  }

  private void step(String peer, AuditEvent event) {
    PeerHistory history = historyOf(peer, event.time());
    for (Unattributed one : takeCompanions(peer, event)) {
      history = history.on(one.event());
    }
    put(peer, history.on(event));
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
      put(
          "",
          one.candidates().isEmpty()
              ? nobody.on(one.event()).stateless(heard)
              : nobody.ambiguous(one.candidates(), one.event()));
    }
  }

  private PeerHistory historyOf(String peer, Instant at) {
    PeerHistory known = peers.get(peer);
    return known != null
        ? known
        : PeerHistory.unknown(Optional.of(peer).filter(name -> !name.isEmpty()), heard, at);
  }

  private void put(String peer, PeerHistory history) {
    peers.put(peer, history);
    noteDeadlines(history);
  }

  private void close(PeerHistory history, Instant now) {
    for (Trouble trouble : troublesOf(history)) {
      Trouble current = trouble.at(now, rules);
      if (current.forgotten(now, rules)) {
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
    troublesOf(history).forEach(t -> deadline = earlier(deadline, t.deadline(rules)));
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
