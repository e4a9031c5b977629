package org.ikewatch.streams.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.ikewatch.streams.testing.Script.host;
import static org.ikewatch.streams.testing.Script.t;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.ikewatch.schemas.AuditRecord;
import org.ikewatch.schemas.Evidence;
import org.ikewatch.schemas.Incident;
import org.ikewatch.schemas.Status;
import org.ikewatch.schemas.Verdict;
import org.ikewatch.streams.incident.Change;
import org.ikewatch.streams.incident.LifecycleRules;
import org.ikewatch.streams.negotiation.SaLifetimes;
import org.ikewatch.streams.testing.Script.Host;
import org.ikewatch.streams.topology.AuditEvents;
import org.ikewatch.streams.topology.IncidentRecords;
import org.junit.jupiter.api.Test;

class HostProcessorTest {
  private static final Path STATES = Path.of("src/test/resources/org/ikewatch/streams/host");
  private static final Path FORMER = STATES.resolve("state-v2.txt");
  private static final Path GOLDEN = STATES.resolve("state-v3.txt");
  private static final String P = "10.0.0.2";
  private static final String Q = "10.0.0.3";
  private static final Host A = host("a");
  private static final Host B = host("b");

  private final EngineStats stats = new EngineStats();

  private HostProcessor processor(StateStore store) {
    return new HostProcessor(CorrelationConfig.DEFAULT, store, stats);
  }

  /** Both phases, three dialects, a flap, a late record, a stamp far ahead. */
  private static List<AuditRecord> story() {
    AuditRecord late = A.mmTimeout(Q).at(125, 5);
    late.setReceivedAt(t(170));
    AuditRecord ahead = A.mmTimeout(Q).at(54_000, 7);
    ahead.setReceivedAt(t(180));
    return List.of(
        A.mmTimeout(P).at(0, 1),
        A.mmComplete(P).at(50, 2),
        A.qmTimeout().at(81, 3),
        A.saDeleted(P).at(82, 4),
        B.phase1Initiate(P).at(90, 1),
        B.phase1Timeout().at(121, 2),
        A.mmTimeout(P).at(160, 6),
        late,
        ahead,
        A.mmComplete(P).at(200, 8),
        B.ikev2State(Q, "INI_IKE_AUTH_SENT", "ESTABLISHED").at(210, 3),
        A.mmFailed().at(400, 9),
        A.mmTimeout(P).at(900, 10));
  }

  private static List<Incident> published(HostProcessor processor, List<AuditRecord> records) {
    List<Incident> published = new ArrayList<>();
    records.forEach(one -> published.addAll(feed(processor, one)));
    return published;
  }

  private static List<Incident> feed(HostProcessor processor, AuditRecord one) {
    return toAvro(processor.process(AuditEvents.fromAvro(one)));
  }

  private static List<Incident> toAvro(List<Change> changes) {
    return changes.stream().map(IncidentRecords::toAvro).toList();
  }

  @Test
  void shouldGoOnAfterARestartAtAnyRecord() {
    // Given
    List<Incident> uninterrupted = published(processor(new MapStateStore()), story());

    for (int cut = 1; cut < story().size(); cut++) {
      // When
      StateStore store = new MapStateStore();
      List<Incident> published =
          new ArrayList<>(published(processor(store), story().subList(0, cut)));
      published.addAll(published(processor(store), story().subList(cut, story().size())));

      // Then
      assertThat(published).as("restart after %d records", cut).isEqualTo(uninterrupted);
    }
  }

  @Test
  void shouldWriteTheStateAsBefore() throws IOException {
    // Given
    RecordingStore written = new RecordingStore();

    // When
    published(processor(written), story().subList(0, 9));

    // Then
    if (Boolean.getBoolean("golden.write")) {
      Files.write(GOLDEN, written.lines());
    }
    assertThat(written.lines()).isEqualTo(Files.readAllLines(GOLDEN));
  }

  @Test
  void shouldGoOnFromTheStateOfThisVersionAndOfTheOneBefore() throws IOException {
    // Given
    List<AuditRecord> after = story().subList(9, story().size());
    RecordingStore unbroken = new RecordingStore();
    HostProcessor processor = processor(unbroken);
    published(processor, story().subList(0, 9));
    List<Incident> expected = published(processor, after);

    for (Path state : List.of(GOLDEN, FORMER)) {
      // When
      RecordingStore golden = RecordingStore.of(Files.readAllLines(state));
      List<Incident> published = published(processor(golden), after);

      // Then
      assertThat(published).as(state.toString()).isNotEmpty().isEqualTo(expected);
    }
  }

  @Test
  void shouldLeaveNoTraceOfARecordThatFails() {
    // Given
    RecordingStore store = new RecordingStore();
    HostProcessor processor = processor(store);
    published(processor, story().subList(0, 3));
    List<String> before = store.lines();

    // When
    store.failOnNextRead();
    assertThatThrownBy(() -> feed(processor, B.mmTimeout(P).at(81, 1)))
        .isInstanceOf(IllegalStateException.class);
    List<String> left = store.lines();
    List<Incident> next = feed(processor, B.mmTimeout(Q).at(82, 2));

    // Then
    assertThat(left).isEqualTo(before);
    assertThat(next).extracting(Incident::getPeer).containsExactly(Q);
  }

  @Test
  void shouldPublishNothingOfAFileSentAgain() {
    // Given
    HostProcessor processor = processor(new MapStateStore());
    published(processor, story());
    processor.passTo("", t(7_200));

    // When
    List<Incident> again = new ArrayList<>();
    for (AuditRecord one : story()) {
      one.setReceivedAt(t(7_200));
      again.addAll(feed(processor, one));
    }

    // Then
    assertThat(again).isEmpty();
    assertThat(stats.of(EngineStats.Fate.DUPLICATE)).isEqualTo(story().size());
  }

  @Test
  void shouldRefuseFurtherPeersOfAFullHostAndServeTheKnownOnes() {
    // Given
    MapStateStore store = new MapStateStore();
    HostProcessor processor =
        new HostProcessor(bounded(64 * 1024, 512 * 1024 * 1024), store, stats);

    // When
    for (int i = 0; i < 5_000; i++) {
      feed(processor, A.mmTimeout("10.1." + i / 250 + "." + i % 250).at(i, i));
    }
    List<Incident> known = feed(processor, A.mmComplete("10.1.0.1").at(5_000, 5_000));

    // Then
    assertThat(stats.of(EngineStats.Fate.REFUSED_HOST_FULL)).isPositive();
    assertThat(store.bytes()).isLessThan(64 * 1024 + 256 * 1024 + 64 * 1024 + 64 * 1024);
    assertThat(known).isNotNull();
  }

  @Test
  void shouldRefuseFurtherHostsOfAFullPartition() {
    // Given
    MapStateStore store = new MapStateStore();
    HostProcessor processor = new HostProcessor(bounded(64 * 1024, 1024 * 1024), store, stats);

    // When
    for (int i = 0; i < 5_000; i++) {
      feed(processor, host("h" + i).mmTimeout(P).at(i, 1));
    }

    // Then
    assertThat(stats.of(EngineStats.Fate.REFUSED_PARTITION_FULL)).isPositive();
    assertThat(store.bytes()).isLessThan(2 * 1024 * 1024);
  }

  private static CorrelationConfig bounded(long hostBytes, long partitionBytes) {
    return new CorrelationConfig(
        LifecycleRules.DEFAULT,
        SaLifetimes.DEFAULT,
        Duration.ofMinutes(2),
        Duration.ofDays(7),
        64 * 1024,
        256 * 1024,
        hostBytes,
        partitionBytes,
        32 * 1024 * 1024);
  }

  @Test
  void shouldCutTextsOfManyKilobytes() {
    // Given
    HostProcessor processor = processor(new MapStateStore());
    List<AuditRecord> failures = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      AuditRecord failure = A.mmTimeout(P).at(i * 100L, i);
      failure.setText(failure.getText() + "x".repeat(40_000 + i * 600));
      failures.add(failure);
    }

    // When
    List<Incident> published = published(processor, failures);

    // Then
    assertThat(published)
        .flatExtracting(Incident::getEvidence)
        .extracting(Evidence::getText)
        .allMatch(text -> text.length() <= 2_001 && text.endsWith("…"));
  }

  private static AuditRecord by(String ingestor, AuditRecord one) {
    one.setIngestor(ingestor);
    return one;
  }

  @Test
  void shouldNotResolveByTheClockOfAnotherIngestor() {
    // Given
    HostProcessor processor = processor(new MapStateStore());
    feed(processor, by("west", A.mmTimeout(P).at(0, 1)));

    // When
    List<Incident> byEast = toAvro(processor.passTo("east", t(1_200)));
    List<Incident> byWest = toAvro(processor.passTo("west", t(700)));

    // Then
    assertThat(byEast).isEmpty();
    assertThat(byWest).extracting(Incident::getStatus).containsExactly(Status.RESOLVED);
  }

  @Test
  void shouldFollowALivingIngestorWhenItsOwnIsSilent() {
    // Given
    HostProcessor processor = processor(new MapStateStore());
    feed(processor, by("west", A.mmTimeout(P).at(0, 1)));

    // When
    List<Incident> published = new ArrayList<>();
    for (int second = 1; second <= 1_200; second++) {
      published.addAll(toAvro(processor.passTo("east", t(second))));
    }

    // Then
    assertThat(published)
        .extracting(Incident::getStatus, Incident::getVerdict)
        .containsExactly(tuple(Status.RESOLVED, Verdict.MM_FAILURE));
  }

  @Test
  void shouldForgetAHostOfWhichNothingMoreIsHeard() {
    // Given
    RecordingStore store = new RecordingStore();
    HostProcessor processor = processor(store);
    published(processor, story());

    // When
    for (int hour = 1; hour <= 9 * 24; hour++) {
      processor.passTo("", t(hour * 3_600L));
    }

    // Then
    assertThat(stats.of(EngineStats.Hygiene.STALLED_DEADLINE)).isZero();
    assertThat(stats.hosts()).isZero();
    assertThat(store.lines()).isEmpty();
  }
}
