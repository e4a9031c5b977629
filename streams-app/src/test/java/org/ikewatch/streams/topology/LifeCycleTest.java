package org.ikewatch.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.ikewatch.streams.testing.Script.heartbeat;
import static org.ikewatch.streams.testing.Script.host;
import static org.ikewatch.streams.testing.Script.t;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.ikewatch.schemas.AuditRecord;
import org.ikewatch.schemas.Evidence;
import org.ikewatch.schemas.Incident;
import org.ikewatch.schemas.Status;
import org.ikewatch.schemas.Verdict;
import org.ikewatch.streams.testing.Pipeline;
import org.ikewatch.streams.testing.Script.Host;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LifeCycleTest {
  private static final String P = "10.0.0.2";
  private static final Host A = host("a");
  private static final int QUIET = 600;
  private static final int FLAP_WINDOW = 1800;

  private final Pipeline pipeline = new Pipeline();

  @AfterEach
  void close() {
    pipeline.close();
  }

  @Test
  void shouldPublishAtOnceWithEvidenceAndCommands() {
    // When
    List<Incident> revisions = pipeline.feed(A.mmTimeout(P).at(3, 413)).revisions();

    // Then
    assertThat(revisions).hasSize(1);
    Incident incident = revisions.get(0);
    assertThat(incident.getRevision()).isEqualTo(1);
    assertThat(incident.getStatus()).isEqualTo(Status.OPEN);
    assertThat(incident.getHost()).isEqualTo("a");
    assertThat(incident.getOpenedAt()).isEqualTo(t(3));
    assertThat(incident.getUpdatedAt()).isEqualTo(t(3));
    assertThat(incident.getResolvedAt()).isNull();
    assertThat(incident.getEvidence())
        .extracting(Evidence::getHost, Evidence::getMsg, Evidence::getSignal, Evidence::getText)
        .containsExactly(tuple("a", 413L, "MM_TIMEOUT", "MM negotiation timeout, src 10.0.0.2"));
    assertThat(incident.getNextCommands())
        .containsExactly(
            "ipsec_report -mad",
            "ipsec_policy -da 10.0.0.2 -dir out",
            "ipsec_admin -auditlvl informative",
            "ipsec_report -audit $(ls -t /var/adm/ipsec/audit*.log | head -1) -entity ikmpd");
  }

  @Test
  void shouldAddRetriesToTheOneIncident() {
    // When
    List<Incident> revisions =
        pipeline
            .feed(
                A.mmTimeout(P).at(0), A.mmTimeout(P).at(60), A.mmTimeout(P).at(120), heartbeat(151))
            .revisions();

    // Then
    assertThat(revisions).extracting(Incident::getRevision).containsExactly(1, 2, 3);
    assertThat(revisions).extracting(Incident::getAttempts).containsExactly(1L, 2L, 3L);
    assertThat(revisions).extracting(Incident::getIncidentId).containsOnly(idOf(revisions));
  }

  @Test
  void shouldCapEvidenceAndNeverCounts() {
    // Given
    List<AuditRecord> train = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      train.add(A.mmTimeout(P).at(i * 40L));
    }
    train.add(heartbeat(100 * 40));

    // When
    Incident last = pipeline.feed(train).incidents().get(0);

    // Then
    assertThat(last.getAttempts()).isEqualTo(100);
    assertThat(last.getEvidence()).hasSize(30);
    assertThat(last.getEvidence().get(0).getEventTime()).isEqualTo(t(0));
    assertThat(last.getEvidence().get(29).getEventTime()).isEqualTo(t(99 * 40));
  }

  @Test
  void shouldResolveWhenMainModeSucceeds() {
    // When
    List<Incident> revisions =
        pipeline.feed(A.mmTimeout(P).at(0), A.mmComplete(P).at(50)).revisions();

    // Then
    assertThat(revisions)
        .extracting(Incident::getStatus)
        .containsExactly(Status.OPEN, Status.RESOLVED);
    assertThat(revisions.get(1).getResolvedAt()).isEqualTo(t(50));
    assertThat(revisions.get(1).getEvidence())
        .extracting(Evidence::getSignal)
        .containsExactly("MM_TIMEOUT", "MM_COMPLETE");
  }

  @Test
  void shouldResolveAfterAQuietPeriodWithoutTraffic() {
    // When
    List<Incident> revisions =
        pipeline.feed(A.mmTimeout(P).at(0), heartbeat(QUIET - 1), heartbeat(QUIET + 7)).revisions();

    // Then
    assertThat(revisions)
        .extracting(Incident::getStatus)
        .containsExactly(Status.OPEN, Status.RESOLVED);
    assertThat(revisions.get(1).getResolvedAt()).isEqualTo(t(QUIET));
    assertThat(revisions.get(1).getUpdatedAt()).isEqualTo(t(QUIET));
  }

  @Test
  void shouldCountAFlapWhenTroubleReturnsWithinTheWindow() {
    // When
    List<Incident> revisions =
        pipeline
            .feed(A.mmTimeout(P).at(0), A.mmComplete(P).at(50), A.mmTimeout(P).at(500))
            .revisions();

    // Then
    Incident last = revisions.get(2);
    assertThat(last.getIncidentId()).isEqualTo(idOf(revisions));
    assertThat(last.getStatus()).isEqualTo(Status.OPEN);
    assertThat(last.getResolvedAt()).isNull();
    assertThat(last.getFlaps()).isEqualTo(1);
    assertThat(last.getAttempts()).isEqualTo(2);
  }

  @Test
  void shouldOpenANewIncidentAfterTheFlapWindow() {
    // When
    List<Incident> incidents =
        pipeline
            .feed(A.mmTimeout(P).at(0), A.mmComplete(P).at(50), A.mmTimeout(P).at(51 + FLAP_WINDOW))
            .incidents();

    // Then
    assertThat(incidents)
        .extracting(Incident::getStatus)
        .containsExactly(Status.RESOLVED, Status.OPEN);
    assertThat(incidents.get(1).getFlaps()).isZero();
  }

  @Test
  void shouldKeepAFlappingIncidentOpenUntilSuccessLasts() {
    // Given a trouble that came back once
    pipeline.feed(
        A.phase1Initiate(P).at(0),
        A.phase1Timeout().at(31),
        A.phase1Established(P, "0000000000000001:1000000000000001").at(50),
        A.phase1Initiate(P).at(469),
        A.phase1Timeout().at(500));
    pipeline.revisions();

    // When it succeeds, fails within the probation of a minute, and then succeeds for good
    List<Incident> revisions =
        pipeline
            .feed(
                A.phase1Established(P, "0000000000000002:1000000000000002").at(540),
                A.phase1Initiate(P).at(549),
                A.phase1Timeout().at(580),
                A.phase1Established(P, "0000000000000003:1000000000000003").at(620),
                heartbeat(681))
            .revisions();

    // Then
    assertThat(revisions)
        .extracting(Incident::getStatus)
        .containsExactly(Status.OPEN, Status.OPEN, Status.OPEN, Status.RESOLVED);
    assertThat(revisions.get(3).getFlaps()).isEqualTo(1);
    assertThat(revisions.get(3).getAttempts()).isEqualTo(3);
    assertThat(revisions.get(3).getResolvedAt()).isEqualTo(t(620));
  }

  @Test
  void shouldReviseTheVerdictByALateRecord() {
    // Given a Quick Mode failure that arrived before the record of the SA it failed on
    AuditRecord late = A.mmComplete(P).at(10);
    late.setReceivedAt(t(40));

    // When
    List<Incident> revisions = pipeline.feed(A.qmTimeout().at(31), heartbeat(39), late).revisions();

    // Then
    assertThat(revisions).extracting(Incident::getIncidentId).containsOnly(idOf(revisions));
    assertThat(revisions).extracting(Incident::getRevision).containsExactly(1, 2);
    assertThat(revisions).extracting(Incident::getPeer).containsExactly(null, P);
    assertThat(revisions)
        .extracting(Incident::getVerdict)
        .containsOnly(Verdict.QM_TRIGGERED_DELETE);
  }

  @Test
  void shouldMoveTheBeginningByALateRecordUnderTheSameId() {
    // Given
    AuditRecord late = A.mmTimeout(P).at(5);
    late.setReceivedAt(t(60));

    // When
    List<Incident> revisions = pipeline.feed(A.mmTimeout(P).at(50), late).revisions();

    // Then
    assertThat(revisions).extracting(Incident::getIncidentId).containsOnly(idOf(revisions));
    assertThat(revisions.get(1).getOpenedAt()).isEqualTo(t(5));
    assertThat(revisions.get(1).getAttempts()).isEqualTo(2);
  }

  @Test
  void shouldWithdrawWhatALateRecordExplainsAway() {
    // Given the SA came up seconds before the failure of the crossing attempt
    AuditRecord late = A.mmComplete(P).at(40);
    late.setReceivedAt(t(60));

    // When
    List<Incident> revisions = pipeline.feed(A.mmTimeout(P).at(50), late).revisions();

    // Then
    assertThat(revisions)
        .extracting(Incident::getStatus)
        .containsExactly(Status.OPEN, Status.WITHDRAWN);
  }

  @Test
  void shouldPublishATroubleThatIsOverByTheTimeItsRecordArrives() {
    // Given
    AuditRecord late = A.mmTimeout(P).at(5);
    late.setReceivedAt(t(90_000));

    // When
    List<Incident> incidents = pipeline.feed(A.mmComplete("10.0.0.9").at(89_999), late).incidents();

    // Then
    assertThat(incidents).extracting(Incident::getStatus).containsExactly(Status.RESOLVED);
    assertThat(incidents.get(0).getResolvedAt()).isEqualTo(t(5 + QUIET));
  }

  @Test
  void shouldTakeARecordSentTwiceOnce() {
    // When
    List<Incident> revisions =
        pipeline.feed(A.mmTimeout(P).at(0, 413), A.mmTimeout(P).at(0, 413)).revisions();

    // Then
    assertThat(revisions).hasSize(1);
  }

  @Test
  void shouldKeepHostsApart() {
    // Given a host whose clock is an hour ahead, and one record stamped 2099
    AuditRecord ahead = host("b").mmTimeout(P).at(3600);
    ahead.setReceivedAt(t(1));
    AuditRecord absurd = host("c").mmTimeout(P).at(0);
    absurd.setEventTime(Instant.parse("2099-01-01T00:00:00Z"));
    absurd.setReceivedAt(t(2));

    // When
    List<Incident> incidents =
        pipeline.feed(A.mmTimeout(P).at(0), ahead, absurd, A.mmTimeout(P).at(60)).incidents();

    // Then
    assertThat(incidents).extracting(Incident::getHost).containsExactly("a", "b", "c");
    assertThat(incidents).extracting(Incident::getStatus).containsOnly(Status.OPEN);
    assertThat(incidents.get(0).getAttempts()).isEqualTo(2);
  }

  private static String idOf(List<Incident> revisions) {
    return revisions.get(0).getIncidentId();
  }
}
