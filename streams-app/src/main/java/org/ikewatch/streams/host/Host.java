package org.ikewatch.streams.host;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.ikewatch.streams.incident.Change;
import org.ikewatch.streams.negotiation.AuditEvent;
import org.ikewatch.streams.negotiation.Dialect;

/**
 * One host in use: takes its records as they arrive and the time as it passes, gives what is to be
 * published. What is published is a function of this host's records and of the clocks of the
 * ingestors that it was heard through.
 */
@SuppressWarnings("ReferenceEquality") // an unchanged part is the same object
final class Host {
  /** How often the pairs are looked through for those that have nothing to say any more. */
  private static final Duration SWEEP = Duration.ofHours(6);

  private final String name;
  private final CorrelationConfig config;
  private final StateStore store;
  private final StateWriter scratch;
  private final EngineStats stats;
  private final HostClock clock;
  private final AddressBook addresses;
  private final PersistentMemory memory;
  private final PeerTable peers;
  private final HostModel model;
  private final ReorderBuffer buffer;
  private final DeadlineQueue deadlines = new DeadlineQueue();
  private final Publisher publisher;
  private boolean afterContext;
  private Instant settledAt;
  private HostContext settledContext;
  private long arrivals;
  private Instant sweepAt;

  /** The host as its state at rest shows it. */
  Host(
      String name,
      HeaderFormat.Content content,
      CorrelationConfig config,
      StateStore store,
      StateWriter scratch,
      EngineStats stats) {
    this.scratch = scratch;
    HostHeader header = content.header();
    this.name = name;
    this.config = config;
    this.store = store;
    this.stats = stats;
    this.clock = new HostClock(header.clock(), config.grace());
    this.addresses = new AddressBook(header.own());
    this.memory =
        new PersistentMemory(
            store,
            name,
            config.memoryBytes(),
            header.chunks(),
            header.coversFrom(),
            content.memoryTail());
    this.peers = new PeerTable(store, name, config.lifetimes(), scratch, header.bytes());
    this.model =
        new HostModel(config, peers, memory, clock, header.flow(), header.context(), stats);
    this.buffer = new ReorderBuffer(store, name, model, peers, scratch, config.grace());
    this.publisher = new Publisher(name, config, peers, model, deadlines, stats);
    this.afterContext = header.afterContext();
    this.settledAt = header.settledAt();
    this.settledContext = header.context();
    this.arrivals = header.arrivals();
    this.sweepAt = header.sweepAt();
    buffer.restore(header.unsettled());
    model.takeTouched();
    peers.loadProblems().forEach(publisher::schedule);
  }

  /** Takes a record as it arrives. */
  List<Change> accept(AuditEvent raw) {
    List<Change> changes = new ArrayList<>(passTo(raw.ingestor(), raw.receivedAt()));
    boolean newest = true;
    if (raw.msg().isPresent()) {
      long key = RecordMemory.key(raw.stamp(), raw.msg().getAsLong());
      if (memory.contains(key)) {
        stats.count(EngineStats.Fate.DUPLICATE);
        return changes;
      }
      if (memory.tooOld(raw.stamp())) {
        stats.count(EngineStats.Fate.LATE_BEYOND_MEMORY);
        return changes;
      }
      newest = memory.add(key);
    }
    Instant time = clock.observe(raw.stamp(), raw.ingestor(), raw.receivedAt(), raw.msg());
    AuditEvent event = addresses.orient(raw.at(time));
    if (!event.stampBelieved()) {
      stats.count(EngineStats.Hygiene.STAMP_NOT_BELIEVED);
    }
    model.noteLevel(event);
    changes.addAll(fire(clock.now()));
    if (bears(event)) {
      take(event);
    } else {
      noteContext(event, newest);
    }
    changes.addAll(publisher.publish(clock.now(), event.receivedAt()));
    changes.addAll(fire(clock.now()));
    settle();
    return changes;
  }

  /** Host selectors bear on a negotiation only if the host may be an IKEv2 responder. */
  private boolean bears(AuditEvent event) {
    return switch (event.meaning()) {
      case SELECTOR_FOUND -> Dialect.maySpeakIkev2(event.product());
      case REPEATED -> !afterContext;
      default -> event.bearsOnNegotiation();
    };
  }

  private void noteContext(AuditEvent event, boolean newest) {
    stats.count(EngineStats.Fate.CONTEXT);
    // A header whose event syslogd suppressed comes before the count of repetitions.
    afterContext = !event.eventMissing();
    switch (event.meaning()) {
      case STALE_PEER -> stats.count(EngineStats.Hygiene.STALE_PEER);
      case DEAD_PEER -> stats.count(EngineStats.Hygiene.DEAD_PEER);
      case STRAY_PACKET -> stats.count(EngineStats.Hygiene.STRAY_PACKET);
      default -> {}
    }
    if (!newest) {
      // A number that was missing is in hand now: what rests on complete numbers is decided anew.
      buffer.applyAgainFrom(event.time());
    }
  }

  private void take(AuditEvent event) {
    afterContext = false;
    boolean late = isLate(event);
    stats.count(late ? EngineStats.Fate.LATE : EngineStats.Fate.APPLIED);
    if (late && !(event.failure() && event.peer().isPresent())) {
      return;
    }
    if (isRefused(event)) {
      stats.count(EngineStats.Fate.REFUSED_HOST_FULL);
      return;
    }
    buffer.add(event, late ? latestTime() : event.time(), arrivals++, late);
  }

  /** Whether newer records of what it is about can not be taken back any more. */
  private boolean isLate(AuditEvent event) {
    if (!event.time().isBefore(settledAt)) {
      return false;
    }
    return event.peer().isEmpty()
        || peers.restingTouchedAt(event.peer().get()).isAfter(event.time());
  }

  private boolean isRefused(AuditEvent event) {
    return peers.bytes() > config.hostBytes()
        && event.peer().isPresent()
        && !peers.knows(event.peer().get());
  }

  private Instant latestTime() {
    return buffer.isEmpty() ? clock.now() : buffer.newestTime();
  }

  /** Lets the clock of an ingestor pass. */
  List<Change> passTo(String ingestor, Instant receivedAt) {
    clock.passTo(ingestor, receivedAt);
    List<Change> changes = fire(clock.now());
    settle();
    // What is over can be forgotten once no record of it can be taken back.
    changes.addAll(publisher.publish(clock.now(), clock.receivedAt(clock.now())));
    return changes;
  }

  /** Lets deadlines fire one by one, each at its own time. */
  private List<Change> fire(Instant now) {
    List<Change> changes = new ArrayList<>(0);
    while (true) {
      Instant pending = model.pendingDeadline();
      Instant peer = deadlines.earliest();
      boolean pendingFirst = !pending.isAfter(peer);
      Instant due = pendingFirst ? pending : peer;
      if (due.isAfter(now)) {
        sweep(now);
        return changes;
      }
      if (pendingFirst) {
        Instant at = due.isBefore(buffer.newestTime()) ? buffer.newestTime() : due;
        buffer.decide(at, arrivals);
        if (!model.pendingDeadline().isAfter(due)) {
          throw new IllegalStateException("a pending failure of " + due + " was not decided");
        }
      } else {
        model.touch(deadlines.take());
      }
      changes.addAll(publisher.publish(due, clock.receivedAt(due)));
    }
  }

  /** Publishes every count that waits: the end of a replay. */
  List<Change> flush() {
    peers.loadProblems().forEach(model::touch);
    return publisher.publishAll(clock.now(), clock.receivedAt(clock.now()));
  }

  /** Settles the records that no late one may precede any more. */
  private void settle() {
    boolean full = buffer.bytes() > config.bufferBytes();
    int enough = config.bufferBytes() - config.bufferBytes() / 4;
    while (!buffer.isEmpty()) {
      boolean aged = !clock.now().isBefore(endOfOldestGrace());
      if (!aged && !(full && buffer.bytes() > enough)) {
        return;
      }
      if (!aged) {
        stats.count(EngineStats.Hygiene.BUFFER_FULL);
      }
      buffer.removeOldest().forEach(this::settle);
    }
  }

  private void settle(Block block) {
    block.after().values().forEach(peers::settle);
    block.after().keySet().forEach(model::touch);
    settledContext = block.contextAfter();
    settledAt = block.lastTime().isAfter(settledAt) ? block.lastTime() : settledAt;
  }

  private Instant endOfOldestGrace() {
    BufferedRecord oldest = buffer.oldest();
    return clock.timeAt(oldest.ingestor(), Instant.ofEpochMilli(oldest.graceEnd()));
  }

  /** Drops the pairs that have nothing to say any more. */
  private void sweep(Instant now) {
    if (sweepAt.equals(Instant.MAX)) {
      sweepAt = now.plus(SWEEP);
    }
    if (now.isBefore(sweepAt)) {
      return;
    }
    sweepAt = now.plus(SWEEP);
    for (String peer : peers.peersAtRest()) {
      PeerState state = peers.get(peer);
      boolean idle =
          !peers.isBuffered(peer)
              && !state.hasProblem()
              && peers.registered(peer).isEmpty()
              && state.touchedAt().plus(config.retention()).isBefore(now);
      if (idle) {
        peers.evict(peer);
      }
    }
  }

  /** Whether nothing of it is worth keeping. */
  boolean isIdle() {
    return buffer.isEmpty()
        && clock.newestRecord().plus(config.retention()).isBefore(clock.now())
        && peers.peersAtRest().isEmpty();
  }

  /** When something changes by the passing of time, on the host's clock. */
  private Instant nextDue() {
    Instant next = model.pendingDeadline();
    Instant peer = deadlines.earliest();
    next = peer.isBefore(next) ? peer : next;
    if (!buffer.isEmpty()) {
      Instant settle = endOfOldestGrace();
      next = settle.isBefore(next) ? settle : next;
    }
    return sweepAt.isBefore(next) ? sweepAt : next;
  }

  /** Keeps the header; everything else is kept as it changes. */
  HostHeader save() {
    HostHeader header =
        new HostHeader(
            clock.state(),
            model.flow(),
            addresses.own(),
            settledAt,
            settledContext,
            memory.chunks(),
            memory.coversFrom(),
            arrivals,
            buffer.liveSlots(),
            afterContext,
            peers.bytes(),
            sweepAt,
            nextDue());
    store.put(StateStore.Table.HOST, name, "", HeaderFormat.write(scratch, header, memory));
    return header;
  }

  HostClock clock() {
    return clock;
  }

  /** Bytes it takes while in use, roughly. */
  long bytesInUse() {
    return 2_000L + memory.bytes() + peers.loadedBytes() + buffer.bytesInUse();
  }
}
