package org.ikewatch.streams.host;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.ikewatch.streams.incident.LifecycleRules;
import org.ikewatch.streams.incident.Pair;
import org.ikewatch.streams.incident.PairKey;
import org.ikewatch.streams.negotiation.AuditEvent;
import org.ikewatch.streams.negotiation.Dialect;
import org.ikewatch.streams.negotiation.HostFacts;
import org.ikewatch.streams.negotiation.Meaning;
import org.ikewatch.streams.negotiation.Phase;
import org.ikewatch.streams.negotiation.Provenance;
import org.ikewatch.streams.negotiation.RecordRef;
import org.ikewatch.streams.negotiation.ResponderExchange;
import org.ikewatch.streams.negotiation.Role;
import org.ikewatch.streams.negotiation.SaLifetimes;

/**
 * What the records of one host show: applies one record after the other to the pair that it is
 * about, and takes it back if an earlier one arrives. What it holds is a pure function of the
 * records applied, in order of time.
 */
final class HostModel implements HostFacts, Attributor.Evidence {
  private final CorrelationConfig config;
  private final PeerTable peers;
  private final PersistentMemory memory;
  private final HostClock clock;
  private final Attributor attributor;
  private final EngineStats stats;
  private final Set<String> touched = new HashSet<>();
  private AuditLevelFlow flow;
  private HostContext context;

  HostModel(
      CorrelationConfig config,
      PeerTable peers,
      PersistentMemory memory,
      HostClock clock,
      AuditLevelFlow flow,
      HostContext context,
      EngineStats stats) {
    this.config = config;
    this.peers = peers;
    this.memory = memory;
    this.clock = clock;
    this.attributor = new Attributor(peers, this);
    this.stats = stats;
    this.flow = flow;
    this.context = context;
  }

  /** Takes note of the level of a record, whatever else it shows. */
  void noteLevel(AuditEvent event) {
    flow = flow.with(event);
  }

  /** Applies the record, or decides what was due at that moment; the block notes the changes. */
  void apply(BufferedRecord record, Optional<AuditEvent> event, Block block) {
    decidePending(record, block);
    if (event.isPresent()) {
      if (record.late()) {
        applyLate(event.get(), block);
      } else {
        apply(event.get(), block);
      }
    }
    block.endWith(context);
  }

  /** Takes back the records of a block; only possible for the newest ones applied. */
  void takeBack(Block block) {
    block
        .before()
        .forEach(
            (peer, state) -> {
              peers.put(state);
              peers.noteTakenBack(peer);
              touched.add(peer);
            });
    context = block.contextBefore();
  }

  /** The peers changed since last asked. */
  List<String> takeTouched() {
    if (touched.isEmpty()) {
      return List.of();
    }
    List<String> all = new ArrayList<>(touched);
    all.sort(String::compareTo);
    touched.clear();
    return all;
  }

  /** The peer is to be compared with what was published. */
  void touch(String peer) {
    touched.add(peer);
  }

  /** When the next failure that names no peer is decided; {@link Instant#MAX} if none waits. */
  Instant pendingDeadline() {
    Instant earliest = Instant.MAX;
    for (PendingFailure failure : context.pending()) {
      earliest = failure.deadline().isBefore(earliest) ? failure.deadline() : earliest;
    }
    return earliest;
  }

  HostContext context() {
    return context;
  }

  private void apply(AuditEvent event, Block block) {
    Meaning meaning = event.meaning();
    if (meaning == Meaning.REPEATED) {
      repeat(event, block);
      return;
    }
    if (!event.failure()) {
      context = context.lastFailed(Optional.empty());
    }
    context = context.hearing(Dialect.of(event.signal(), event.product(), context.heard()));
    switch (meaning) {
      case SELECTOR_FOUND -> context = context.selectorFound(event);
      case IKEV2_POLICY_FOUND -> context = context.policyFound(event.time());
      default -> {
        boolean responds =
            meaning == Meaning.PHASE1_STARTED
                && context.heard() == Dialect.A03_IKEV2
                && Role.of(event) == Role.RESPONDER;
        context = responds ? context.responding(event.time()) : context;
        attribute(event, block);
        context = meaning == Meaning.PROPOSAL_REFUSED ? context.exchangeRefused() : context;
      }
    }
  }

  private void attribute(AuditEvent event, Block block) {
    Attribution attribution = attributor.attribute(event);
    if (attribution instanceof Attribution.To to) {
      step(to, event, block);
    } else if (attribution instanceof Attribution.Among among && event.failure()) {
      if (context.pending().size() >= HostContext.MOST_PENDING) {
        decide(context.pending().get(0), block);
      }
      context = context.waitingFor(new PendingFailure(event, among.peers()));
    } else if (attribution instanceof Attribution.LostPeer) {
      stats.count(EngineStats.Hygiene.DEAD_PEER);
    }
  }

  private void step(Attribution.To to, AuditEvent event, Block block) {
    PeerState state = peers.get(to.peer());
    PeerState.Choice choice = state.choose(to.local(), context.heard(), event.time());
    Pair pair = choice.pair();
    if (!pair.key().local().isEmpty() && state.pairs().size() == 1) {
      peers.moveRegistry(new PairKey("", to.peer()), pair.key());
    }
    Optional<PendingFailure> companion = takeCompanion(event, to.peer());
    if (companion.isPresent()) {
      pair = pair.on(companion.get().event(), Provenance.COMPANION, this, rules());
    }
    Provenance known =
        choice.certain() || !to.peerKnownBy().proven() ? to.peerKnownBy() : Provenance.ELIMINATION;
    Pair next = pair.on(event, known, this, rules());
    put(state.with(next), state, block);
    noteFailure(to.peer(), next, event);
  }

  /** The waiting failure that this record, which names a peer, explains: one of each kind. */
  private Optional<PendingFailure> takeCompanion(AuditEvent event, String peer) {
    for (PendingFailure failure : context.pending()) {
      if (failure.isExplainedBy(event, peer)) {
        List<PendingFailure> rest = new ArrayList<>(context.pending());
        rest.remove(failure);
        context = context.withPending(rest);
        return Optional.of(failure);
      }
    }
    return Optional.empty();
  }

  private void decidePending(BufferedRecord next, Block block) {
    if (context.pending().isEmpty()) {
      return;
    }
    Instant now = next.at();
    for (PendingFailure failure : context.pending()) {
      if (!now.isBefore(failure.deadline())) {
        decide(failure, block);
      }
    }
  }

  /** No record of the same attempt names the peer. */
  private void decide(PendingFailure failure, Block block) {
    List<PendingFailure> rest = new ArrayList<>(context.pending());
    rest.remove(failure);
    context = context.withPending(rest);
    AuditEvent event = failure.event();
    PairKey nobody = PairKey.among(failure.candidates());
    PeerState state = peers.get(nobody.peer());
    Pair pair = state.choose(Optional.empty(), context.heard(), event.time()).pair();
    Pair next = pair.unattributed(event, failure.candidates(), this, rules());
    put(state.with(next), state, block);
    noteFailure(nobody.peer(), next, event);
  }

  private void noteFailure(String peer, Pair pair, AuditEvent event) {
    if (!event.failure()) {
      return;
    }
    for (Phase phase : Phase.values()) {
      boolean failed =
          pair.problem(phase)
              .filter(it -> it.lifecycle().failedAt().equals(event.time()))
              .isPresent();
      if (failed) {
        context =
            context.lastFailed(
                Optional.of(
                    new HostContext.LastFailure(peer, pair.key().local(), phase, event.time())));
      }
    }
  }

  private void repeat(AuditEvent event, Block block) {
    // The failure that the count is about may still wait for its peer.
    context.pending().forEach(it -> decide(it, block));
    context
        .lastFailure()
        .filter(it -> !event.time().isAfter(it.at().plus(HostContext.REPETITION_LAG)))
        .ifPresent(
            last -> {
              PeerState state = peers.get(last.peer());
              Pair pair =
                  state
                      .choose(
                          Optional.of(last.local()).filter(it -> !it.isEmpty()),
                          context.heard(),
                          event.time())
                      .pair();
              put(state.with(pair.repeated(last.phase(), event)), state, block);
            });
  }

  private void applyLate(AuditEvent event, Block block) {
    if (event.failure() && event.peer().isPresent()) {
      PeerState state = peers.get(event.peer().get());
      Pair pair = state.choose(event.local(), context.heard(), event.time()).pair();
      Pair next = pair.late(event);
      if (next.hasProblem() && !next.equals(pair)) {
        put(state.with(next), state, block);
      }
    }
  }

  private void put(PeerState next, PeerState before, Block block) {
    if (block.change(before, next)) {
      peers.noteBuffered(before);
    }
    peers.put(next);
    touched.add(next.peer());
  }

  private LifecycleRules rules() {
    return config.lifecycle();
  }

  @Override
  public boolean informativeFlowed(Instant from, Instant to) {
    return flow.flowed(from, to);
  }

  @Override
  public Optional<Instant> informativeSince(Instant at) {
    return flow.since(at);
  }

  /** At a level that writes no successes, a missing record changes no verdict of a failure. */
  @Override
  public boolean mayMissRecords(Instant from, AuditEvent to) {
    if (flow.since(to.time()).isEmpty()) {
      return false;
    }
    // The place of a stamp that is not believed among the others says nothing of what is missing.
    return to.msg().isEmpty()
        || !to.stampBelieved()
        || !memory.completeSince(
            RecordMemory.key(to.stamp(), to.msg().getAsLong()),
            to.stamp().minus(Duration.between(from, to.time())));
  }

  @Override
  public Duration possibleStep(Instant from, Instant to) {
    return clock.possibleStep(from, to);
  }

  @Override
  public long lostBetween(Instant from, Instant to) {
    return memory.lostBetween(from, to);
  }

  @Override
  public Optional<ResponderExchange> onlyResponderExchange(Instant at) {
    return context.onlyResponderExchange(at);
  }

  @Override
  public Optional<Instant> selectorFound() {
    return context.selectorFound();
  }

  @Override
  public SaLifetimes lifetimes() {
    return config.lifetimes();
  }

  @Override
  public boolean consecutive(RecordRef from, AuditEvent to) {
    return memory.consecutive(
        RecordMemory.key(from.stamp(), from.msg().orElseThrow()),
        RecordMemory.key(to.stamp(), to.msg().orElseThrow()));
  }

  @Override
  public boolean completeBefore(Instant stamp, long msg, Duration span) {
    return memory.completeBefore(RecordMemory.key(stamp, msg), span);
  }

  @Override
  public AuditLevelFlow flow() {
    return flow;
  }

  @Override
  public Duration lifetime() {
    return config.lifetimes().of(context.heard());
  }
}
