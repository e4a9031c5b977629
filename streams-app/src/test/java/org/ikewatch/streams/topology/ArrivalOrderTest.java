package org.ikewatch.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ikewatch.streams.testing.Script.host;
import static org.ikewatch.streams.testing.Script.t;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.ikewatch.schemas.AuditRecord;
import org.ikewatch.streams.host.CorrelationConfig;
import org.ikewatch.streams.host.EngineStats;
import org.ikewatch.streams.host.HostProcessor;
import org.ikewatch.streams.host.MapStateStore;
import org.ikewatch.streams.incident.Change;
import org.ikewatch.streams.incident.Problem;
import org.ikewatch.streams.testing.Script.Draft;
import org.ikewatch.streams.testing.Script.Host;

/** Whatever order a host's records arrive in within the grace, the final incidents are the same. */
class ArrivalOrderTest {
  private static final int LONGEST = 14;
  private static final long RECEIVED = 40_000;
  private static final Host A = host("a");
  private static final List<String> PEERS = List.of("10.0.0.2", "10.0.0.3");

  @Property(tries = 5000)
  void shouldEndWithTheSameIncidentsInAnyOrder(
      @ForAll("histories") List<AuditRecord> history, @ForAll Random random) {
    // Given
    List<AuditRecord> shuffled = new ArrayList<>(history);
    Collections.shuffle(shuffled, random);

    // When
    List<Problem> inOrder = finalProblems(history);
    List<Problem> anyOrder = finalProblems(shuffled);

    // Then
    assertThat(anyOrder).containsExactlyInAnyOrderElementsOf(inOrder);
  }

  @Provide
  Arbitrary<List<AuditRecord>> histories() {
    Arbitrary<String> peer = Arbitraries.of(PEERS);
    Arbitrary<Draft> draft =
        Arbitraries.oneOf(
            peer.map(A::mmTimeout),
            peer.map(A::mmComplete),
            peer.map(A::saDeleted),
            peer.map(A::phase1Initiate),
            peer.map(name -> A.phase1Established(name, "cookies of " + name)),
            peer.map(A::phase2Established),
            peer.map(A::ikev2ChildFailed),
            peer.map(A::ikev2NoProposal),
            Arbitraries.create(A::mmFailed),
            Arbitraries.create(A::qmFailed),
            Arbitraries.create(A::qmTimeout),
            Arbitraries.create(A::phase1Timeout),
            Arbitraries.create(A::waitingForPhase1),
            Arbitraries.create(A::rejectedHash),
            Arbitraries.create(A::noMatchingSelector),
            Arbitraries.create(() -> A.policyFound("2", "default")),
            Arbitraries.create(() -> A.selectorFound("telnetIn")),
            Arbitraries.create(A::noise));
    // Most within one exchange; some long enough to resolve a problem, or to close it.
    Arbitrary<Integer> gap =
        Arbitraries.frequencyOf(
            Tuple.of(8, Arbitraries.integers().between(0, 40)),
            Tuple.of(1, Arbitraries.integers().between(560, 700)),
            Tuple.of(1, Arbitraries.integers().between(1500, 3000)));
    return Combinators.combine(draft.list().ofMaxSize(LONGEST), gap.list().ofSize(LONGEST))
        .as(ArrivalOrderTest::timed);
  }

  /** All of them received in the same second, so that they are inside the grace in any order. */
  private static List<AuditRecord> timed(List<Draft> drafts, List<Integer> gaps) {
    List<AuditRecord> records = new ArrayList<>();
    long seconds = 0;
    for (int i = 0; i < drafts.size(); i++) {
      seconds += gaps.get(i);
      AuditRecord one = drafts.get(i).at(seconds, i);
      one.setReceivedAt(t(RECEIVED));
      records.add(one);
    }
    return records;
  }

  /** The final incidents, without id and revision: those show what was published on the way. */
  private static List<Problem> finalProblems(List<AuditRecord> records) {
    HostProcessor hosts =
        new HostProcessor(CorrelationConfig.DEFAULT, new MapStateStore(), new EngineStats());
    Map<String, Problem> newest = new LinkedHashMap<>();
    for (AuditRecord one : records) {
      note(hosts.processAlone(AuditEvents.fromAvro(one)), newest);
    }
    note(hosts.passHost("a", "", t(RECEIVED + 4)), newest);
    note(hosts.flush("a"), newest);
    return List.copyOf(newest.values());
  }

  private static void note(List<Change> changes, Map<String, Problem> newest) {
    for (Change change : changes) {
      if (change instanceof Change.Withdraw) {
        newest.remove(change.incident().id());
      } else {
        newest.put(change.incident().id(), change.incident().content());
      }
    }
  }
}
