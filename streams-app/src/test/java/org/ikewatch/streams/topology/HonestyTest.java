package org.ikewatch.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ikewatch.schemas.Confidence.CONFIRMED;
import static org.ikewatch.schemas.Confidence.INFERRED;
import static org.ikewatch.schemas.Reason.AUDIT_LEVEL;
import static org.ikewatch.schemas.Reason.PHASE_AMBIGUOUS;
import static org.ikewatch.schemas.Reason.RECORDS_LOST;
import static org.ikewatch.schemas.Verdict.MM_FAILURE;
import static org.ikewatch.schemas.Verdict.QM_TRIGGERED_DELETE;
import static org.ikewatch.schemas.Verdict.UNDETERMINED;
import static org.ikewatch.streams.testing.Script.heartbeat;
import static org.ikewatch.streams.testing.Script.host;

import java.util.ArrayList;
import java.util.List;
import org.ikewatch.schemas.AuditRecord;
import org.ikewatch.schemas.Incident;
import org.ikewatch.streams.testing.Pipeline;
import org.ikewatch.streams.testing.Script.Host;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What a verdict may not claim: audit levels, lost records, repetitions, roles. */
class HonestyTest {
  private static final String P = "10.0.0.2";
  private static final String Q = "10.0.0.3";
  private static final Host A = host("a");
  private static final int NINE_HOURS = 9 * 3600;

  private final Pipeline pipeline = new Pipeline();

  @AfterEach
  void close() {
    pipeline.close();
  }

  @Nested
  class AuditLevels {
    @Test
    void shouldBlameTheAuditLevelWhenInformativeRecordsFlowSinceAShortTimeOnly() {
      // Given an operator who has just raised the level
      pipeline.feed(A.noise().at(0), A.noise().at(60));

      // When
      Incident incident = only(A.qmTimeout().at(120), heartbeat(130));

      // Then
      assertThat(incident.getReason()).isEqualTo(AUDIT_LEVEL);
      assertThat(incident.getExplanation())
          .anyMatch(it -> it.contains("seen only since 2009-03-02T12:00:00Z"));
    }

    @Test
    void shouldNotBlameTheAuditLevelWhenInformativeRecordsFlowedForAWholeLifetime() {
      // Given
      List<AuditRecord> hours = new ArrayList<>();
      for (int at = 0; at <= NINE_HOURS; at += 1800) {
        hours.add(A.noise().at(at));
      }
      pipeline.feed(hours);

      // When
      Incident incident = only(A.qmTimeout().at(NINE_HOURS + 1), heartbeat(NINE_HOURS + 9));

      // Then
      assertThat(incident.getVerdict()).isEqualTo(QM_TRIGGERED_DELETE);
      assertThat(incident.getReason()).isEqualTo(RECORDS_LOST);
    }
  }

  @Nested
  class LostRecords {
    @Test
    void shouldLowerConfidenceWhenTheCounterSkipsInsideTheInterval() {
      // Given a counter that is known to run without gaps
      denseUntil(20);

      // When
      Incident incident =
          only(A.mmComplete(P).at(21, 21), A.qmTimeout().at(52, 27), A.saDeleted(P).at(53, 28));

      // Then
      assertThat(incident.getVerdict()).isEqualTo(QM_TRIGGERED_DELETE);
      assertThat(incident.getConfidence()).isEqualTo(INFERRED);
      assertThat(incident.getReason()).isEqualTo(RECORDS_LOST);
    }

    @Test
    void shouldLowerTheConfidenceOfAnMmFailure() {
      // Given
      denseUntil(20);

      // When
      Incident incident = only(A.mmTimeout(P).at(30, 40));

      // Then
      assertThat(incident.getVerdict()).isEqualTo(MM_FAILURE);
      assertThat(incident.getConfidence()).isEqualTo(INFERRED);
      assertThat(incident.getReason()).isEqualTo(RECORDS_LOST);
      assertThat(incident.getExplanation()).anyMatch(it -> it.contains("about 19 records"));
    }

    @Test
    void shouldNotDoubtAVerdictForWhatWasLostLongBefore() {
      // Given a gap long before the failure
      denseUntil(20);
      pipeline.feed(A.noise().at(60, 26), A.noise().at(61, 27));

      // When
      Incident incident = only(A.mmTimeout(P).at(600, 28));

      // Then
      assertThat(incident.getConfidence()).isEqualTo(CONFIRMED);
    }

    @Test
    void shouldConfirmNothingWhereAShipperLeavesNumbersOut() {
      // Given a shipper that sends one record in seven
      List<AuditRecord> filtered = new ArrayList<>();
      for (int i = 0; i < 30; i++) {
        filtered.add(A.noise().at(i, i * 7L));
      }
      pipeline.feed(filtered);

      // When
      Incident incident = only(A.mmTimeout(P).at(40, 400));

      // Then
      assertThat(incident.getConfidence()).isEqualTo(INFERRED);
    }

    @Test
    void shouldUnderstandARestartOfTheCounter() {
      // Given
      denseUntil(20);

      // When
      Incident incident = only(A.mmTimeout(P).at(30, 1));

      // Then
      assertThat(incident.getConfidence()).isEqualTo(CONFIRMED);
    }

    private void denseUntil(int msg) {
      List<AuditRecord> dense = new ArrayList<>();
      for (int i = 0; i <= msg; i++) {
        dense.add(A.noise().at(i, i));
      }
      pipeline.feed(dense);
    }
  }

  @Nested
  class Repetitions {
    @Test
    void shouldCountWhatSyslogdLeftOut() {
      // When
      Incident incident = only(A.mmTimeout(P).at(0), A.repeated(7).at(30));

      // Then
      assertThat(incident.getAttempts()).isEqualTo(8);
      assertThat(incident.getRevision()).isEqualTo(2);
    }

    @Test
    void shouldNotCountRepetitionsOfAnythingElse() {
      // When
      Incident incident = only(A.mmTimeout(P).at(0), A.noise().at(1), A.repeated(7).at(2));

      // Then
      assertThat(incident.getAttempts()).isEqualTo(1);
    }

    @Test
    void shouldNotCountRepetitionsLongAfterwards() {
      // When
      Incident incident = only(A.mmTimeout(P).at(0), A.repeated(7).at(3600));

      // Then
      assertThat(incident.getAttempts()).isEqualTo(1);
    }
  }

  @Nested
  class Roles {
    @Test
    void shouldTakeTheSelectorOfAnIkev2ResponderForTheIkeSasSuccess() {
      // When
      Incident incident =
          only(
              A.ikev2State(P, "IDLING", "RES_IKE_SA_INIT_SENT").at(0, 1),
              A.selectorFound("telnetIn").at(1, 2),
              A.ikev2NoProposal(P).at(1, 3));

      // Then
      assertThat(incident.getVerdict()).isEqualTo(QM_TRIGGERED_DELETE);
    }

    @Test
    void shouldTakeTheSelectorOfAnInitiatorForNothing() {
      // When
      Incident incident =
          only(
              A.ikev2State(P, "IDLING", "INI_IKE_SA_INIT_SENT").at(0, 1),
              A.selectorFound("telnetIn").at(0, 2),
              A.ikev2State(P, "INI_IKE_SA_INIT_SENT", "DYING").at(31, 3));

      // Then
      assertThat(incident.getVerdict()).isEqualTo(MM_FAILURE);
    }

    @Test
    void shouldTellTheChildByTheSelectorAtInformativeLevel() {
      // When
      Incident incident =
          only(
              A.policyFound("2", "default").at(0, 1),
              A.selectorFound("telnetIn").at(0, 2),
              A.ikev2NoProposal(P).at(0, 3));

      // Then
      assertThat(incident.getVerdict()).isEqualTo(QM_TRIGGERED_DELETE);
      assertThat(incident.getConfidence()).isEqualTo(INFERRED);
    }

    @Test
    void shouldTellTheIkeSaByTheMissingSelectorAtInformativeLevel() {
      // When
      Incident incident =
          only(A.policyFound("2", "default").at(0, 1), A.ikev2NoProposal(P).at(0, 2));

      // Then
      assertThat(incident.getVerdict()).isEqualTo(MM_FAILURE);
      assertThat(incident.getConfidence()).isEqualTo(INFERRED);
    }

    @Test
    void shouldNotTellWhenTwoNegotiationsAreUnderWay() {
      // When
      Incident incident =
          only(
              A.policyFound("2", "default").at(0, 1),
              A.policyFound("2", "default").at(1, 2),
              A.ikev2NoProposal(P).at(1, 3));

      // Then
      assertThat(incident.getVerdict()).isEqualTo(UNDETERMINED);
      assertThat(incident.getReason()).isEqualTo(PHASE_AMBIGUOUS);
    }
  }

  @Test
  void shouldTieAFailureToItsPeerByTheMessageId() {
    // Given two peers with an SA, and a first failure that the delete beside it ties to one
    pipeline.feed(
        A.mmComplete(P).at(0),
        A.mmComplete(Q).at(1),
        A.qmFailed().with("messageId", "1a2b").at(30),
        A.saDeleted(Q).at(31),
        A.mmComplete(Q).at(32));
    pipeline.incidents();

    // When
    Incident incident = only(A.qmTimeout().at(40));

    // Then
    assertThat(incident.getPeer()).isEqualTo(Q);
    assertThat(incident.getAttempts()).isEqualTo(2);
  }

  private List<Incident> revisions = List.of();

  private Incident only(AuditRecord... records) {
    revisions = pipeline.feed(records).revisions();
    assertThat(revisions).extracting(Incident::getIncidentId).containsOnly(idOfFirst());
    return revisions.get(revisions.size() - 1);
  }

  private String idOfFirst() {
    assertThat(revisions).isNotEmpty();
    return revisions.get(0).getIncidentId();
  }
}
