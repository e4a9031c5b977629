package org.ikewatch.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ikewatch.streams.testing.Script.heartbeat;
import static org.ikewatch.streams.testing.Script.host;
import static org.ikewatch.streams.testing.Script.t;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.ikewatch.schemas.AuditRecord;
import org.ikewatch.schemas.Incident;
import org.ikewatch.schemas.Status;
import org.ikewatch.streams.testing.Pipeline;
import org.ikewatch.streams.testing.Script.Draft;
import org.ikewatch.streams.testing.Script.Host;

/** Whatever order a host's records arrive in within the grace, the final incidents are the same. */
class ArrivalOrderTest {
  private static final long RECEIVED = 40_000;
  private static final Host A = host("a");
  private static final List<String> PEERS = List.of("10.0.0.2", "10.0.0.3");

  @Property(tries = 1000)
  void shouldEndWithTheSameIncidentsInAnyOrder(
      @ForAll("histories") List<AuditRecord> history, @ForAll Random random) {
    // Given
    List<AuditRecord> shuffled = new ArrayList<>(history);
    Collections.shuffle(shuffled, random);

    // When
    List<Incident> inOrder = finalIncidents(history);
    List<Incident> anyOrder = finalIncidents(shuffled);

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
            peer.map(A::phase2Established),
            peer.map(A::ikev2ChildFailed),
            peer.map(A::ikev2NoProposal),
            Arbitraries.create(A::mmFailed),
            Arbitraries.create(A::qmFailed),
            Arbitraries.create(A::qmTimeout),
            Arbitraries.create(A::phase1Timeout),
            Arbitraries.create(A::waitingForPhase1),
            Arbitraries.create(A::noMatchingSelector));
    // Most within one exchange; some long enough to resolve a trouble, or to forget it.
    Arbitrary<Integer> gap =
        Arbitraries.frequencyOf(
            Tuple.of(8, Arbitraries.integers().between(0, 40)),
            Tuple.of(1, Arbitraries.integers().between(560, 700)),
            Tuple.of(1, Arbitraries.integers().between(1500, 3000)));
    return Combinators.combine(draft.list().ofMaxSize(12), gap.list().ofSize(12))
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

  private static List<Incident> finalIncidents(List<AuditRecord> records) {
    try (Pipeline pipeline = new Pipeline()) {
      return pipeline.feed(records).feed(heartbeat(RECEIVED + 4)).incidents().stream()
          .filter(one -> one.getStatus() != Status.WITHDRAWN)
          .map(ArrivalOrderTest::withoutHistoryOfItsOwn)
          .collect(Collectors.toList());
    }
  }

  /** Id and revision tell what was published on the way, which the order of arrival decides. */
  private static Incident withoutHistoryOfItsOwn(Incident incident) {
    return Incident.newBuilder(incident).setIncidentId("").setRevision(0).build();
  }
}
