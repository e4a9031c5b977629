package org.ikewatch.streams.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.ikewatch.streams.testing.Script.host;
import static org.ikewatch.streams.testing.Script.t;

import java.util.ArrayList;
import java.util.List;
import org.assertj.core.groups.Tuple;
import org.ikewatch.schemas.AuditRecord;
import org.ikewatch.schemas.Confidence;
import org.ikewatch.schemas.Incident;
import org.ikewatch.schemas.Verdict;
import org.ikewatch.streams.testing.Script.Host;
import org.ikewatch.streams.topology.AuditEvents;
import org.ikewatch.streams.topology.IncidentRecords;
import org.junit.jupiter.api.Test;

/** The clock of a host is put forward between two crossing attempts. */
class ClockStepTest {
  private static final String P = "10.0.0.2";
  private static final Host A = host("a");

  private final HostProcessor processor =
      new HostProcessor(CorrelationConfig.DEFAULT, new MapStateStore(), new EngineStats());

  private List<Incident> published(AuditRecord... records) {
    List<Incident> published = new ArrayList<>();
    for (AuditRecord record : records) {
      processor.process(AuditEvents.fromAvro(record)).stream()
          .map(IncidentRecords::toAvro)
          .forEach(published::add);
    }
    return published;
  }

  private static AuditRecord receivedAt(long seconds, AuditRecord record) {
    record.setReceivedAt(t(seconds));
    return record;
  }

  private static List<Tuple> verdicts(List<Incident> published) {
    return published.stream()
        .map(it -> tuple(it.getPeer(), it.getVerdict(), it.getConfidence()))
        .toList();
  }

  @Test
  void shouldNotConfirmAFailureThatAStepMayHavePutBehindTheCrossing() {
    // When
    List<Incident> published =
        published(
            receivedAt(0, A.mmComplete("10.0.0.9").at(0, 1)),
            receivedAt(300, A.mmComplete(P).at(300, 2)),
            receivedAt(330, A.mmTimeout(P).at(330 + 104, 3)));

    // Then
    assertThat(verdicts(published))
        .containsExactly(tuple(P, Verdict.MM_FAILURE, Confidence.INFERRED));
  }

  @Test
  void shouldConfirmOneThatIsAsFarBehindByTheClockOfTheIngestor() {
    // When
    List<Incident> published =
        published(
            receivedAt(0, A.mmComplete("10.0.0.9").at(0, 1)),
            receivedAt(300, A.mmComplete(P).at(300, 2)),
            receivedAt(434, A.mmTimeout(P).at(434, 3)));

    // Then
    assertThat(verdicts(published))
        .containsExactly(tuple(P, Verdict.MM_FAILURE, Confidence.CONFIRMED));
  }

  @Test
  void shouldConfirmOneOfABacklog() {
    // When
    List<Incident> published =
        published(
            receivedAt(9_000, A.mmComplete("10.0.0.9").at(0, 1)),
            receivedAt(9_000, A.mmComplete(P).at(300, 2)),
            receivedAt(9_000, A.mmTimeout(P).at(434, 3)));

    // Then
    assertThat(verdicts(published))
        .containsExactly(tuple(P, Verdict.MM_FAILURE, Confidence.CONFIRMED));
  }
}
