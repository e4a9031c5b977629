package org.ikewatch.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ikewatch.schemas.Cause.POLICY_MISSING;
import static org.ikewatch.schemas.Cause.PROPOSAL_MISMATCH;
import static org.ikewatch.schemas.Cause.SILENT_PEER;
import static org.ikewatch.schemas.Confidence.CONFIRMED;
import static org.ikewatch.schemas.Confidence.INFERRED;
import static org.ikewatch.schemas.Reason.AUDIT_LEVEL;
import static org.ikewatch.schemas.Reason.PEER_AMBIGUOUS;
import static org.ikewatch.schemas.Reason.PHASE_AMBIGUOUS;
import static org.ikewatch.schemas.Verdict.MM_FAILURE;
import static org.ikewatch.schemas.Verdict.QM_FAILURE;
import static org.ikewatch.schemas.Verdict.QM_TRIGGERED_DELETE;
import static org.ikewatch.schemas.Verdict.UNDETERMINED;
import static org.ikewatch.streams.testing.Script.heartbeat;
import static org.ikewatch.streams.testing.Script.host;

import java.util.List;
import org.ikewatch.schemas.AuditRecord;
import org.ikewatch.schemas.Cause;
import org.ikewatch.schemas.Confidence;
import org.ikewatch.schemas.Incident;
import org.ikewatch.schemas.Reason;
import org.ikewatch.schemas.Verdict;
import org.ikewatch.streams.testing.Pipeline;
import org.ikewatch.streams.testing.Script.Host;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** One test for each cell: records in order, and the verdict they justify. */
class TruthTableTest {
  private static final String P = "10.0.0.2";
  private static final String Q = "10.0.0.3";
  private static final String COOKIES = "fb903f191f1c7566:4dc90bd31c7884c1";
  private static final Host A = host("a");

  private final Pipeline pipeline = new Pipeline();
  private long nextMsg = 1;

  @AfterEach
  void close() {
    pipeline.close();
  }

  @Nested
  class A02 {
    @Test
    void shouldTellMmFailureWhenMainModeTimesOut() {
      assertVerdict(MM_FAILURE, CONFIRMED, null, SILENT_PEER, P, A.mmTimeout(P).at(0));
    }

    @Test
    void shouldTellMmFailureWhenProcessingFailsBesideTheTimeoutThatNamesThePeer() {
      assertVerdict(
          MM_FAILURE, CONFIRMED, null, SILENT_PEER, P, A.mmFailed().at(0), A.mmTimeout(P).at(1));
    }

    @Test
    void shouldTellMmFailureOfNoPeerWhenNoRecordNamesOne() {
      assertVerdict(
          MM_FAILURE,
          INFERRED,
          null,
          Cause.PROCESSING_FAILED,
          null,
          A.mmFailed().at(0),
          heartbeat(5));
    }

    @Test
    void shouldTellMmFailureOfANewAttemptAfterAnEarlierSuccess() {
      // Given an SA of long ago
      feed(A.mmComplete(P).at(0));

      // When, Then
      assertVerdict(MM_FAILURE, CONFIRMED, null, SILENT_PEER, P, A.mmTimeout(P).at(600));
    }

    @Test
    void shouldTellNothingWhenTheOtherEndsAttemptCameUpMeanwhile() {
      assertNothing(A.mmComplete(P).at(10), A.mmTimeout(P).at(20));
    }

    @Test
    void shouldConfirmQmTriggeredDeleteWhenEveryStepIsInHand() {
      assertVerdict(
          QM_TRIGGERED_DELETE,
          CONFIRMED,
          null,
          SILENT_PEER,
          P,
          A.mmComplete(P).at(0),
          A.qmTimeout().at(31),
          A.saDeleted(P).at(32));
    }

    @Test
    void shouldInferQmTriggeredDeleteWhenNoDeleteIsRecorded() {
      assertVerdict(
          QM_TRIGGERED_DELETE,
          INFERRED,
          null,
          SILENT_PEER,
          P,
          A.mmComplete(P).at(0),
          A.qmTimeout().at(31));
    }

    @Test
    void shouldInferQmTriggeredDeleteOnAnSaOfHoursAgo() {
      assertVerdict(
          QM_TRIGGERED_DELETE,
          INFERRED,
          null,
          SILENT_PEER,
          P,
          A.mmComplete(P).at(0),
          A.qmTimeout().at(7 * 3600));
    }

    @Test
    void shouldNameTheAuditLevelWhenNoPhase1RecordExists() {
      assertVerdict(
          QM_TRIGGERED_DELETE,
          INFERRED,
          AUDIT_LEVEL,
          SILENT_PEER,
          null,
          A.qmTimeout().at(0),
          heartbeat(5));
    }

    @Test
    void shouldListTheCandidatesWhenSeveralPeersAreOpen() {
      // When
      Incident incident =
          assertVerdict(
              UNDETERMINED,
              INFERRED,
              PEER_AMBIGUOUS,
              SILENT_PEER,
              null,
              A.mmComplete(P).at(0),
              A.mmComplete(Q).at(1),
              A.qmTimeout().at(31),
              heartbeat(40));

      // Then
      assertThat(incident.getCandidates()).containsExactly(P, Q);
    }

    @Test
    void shouldInferThePeerOfAnAmbiguousFailureFromTheDeleteBesideIt() {
      assertVerdict(
          QM_TRIGGERED_DELETE,
          INFERRED,
          null,
          SILENT_PEER,
          Q,
          A.mmComplete(P).at(0),
          A.mmComplete(Q).at(1),
          A.qmTimeout().at(31),
          A.saDeleted(Q).at(32));
    }

    @Test
    void shouldTellNothingOfADeleteWithoutAFailure() {
      assertNothing(A.mmComplete(P).at(0), A.saDeleted(P).at(60));
    }

    @Test
    void shouldTellNothingOfADeleteAfterQuickModeSucceeded() {
      // As with maxqm 1: a healthy delete right after each success.
      assertNothing(A.mmComplete(P).at(0), A.phase2Established(P).at(1), A.saDeleted(P).at(1, 2));
    }

    @Test
    void shouldNotConfirmByADeleteLongAfterTheFailure() {
      assertVerdict(
          QM_TRIGGERED_DELETE,
          INFERRED,
          null,
          SILENT_PEER,
          P,
          A.mmComplete(P).at(0),
          A.qmTimeout().at(31),
          A.saDeleted(P).at(31 + 120));
    }

    @Test
    void shouldNotTakeLifetimeOrInitialContactForATriggeredDelete() {
      assertNothing(
          A.mmComplete(P).at(0),
          A.saExpired(P).at(28_800),
          A.mmComplete(P).at(28_801),
          A.initialContact(P).at(28_900),
          A.saDeleted(P).at(28_900, 28_901));
    }
  }

  @Nested
  class A03Ikev1 {
    @Test
    void shouldTieThePhase1TimeoutToTheOneOpenAttempt() {
      assertVerdict(
          MM_FAILURE,
          CONFIRMED,
          null,
          SILENT_PEER,
          P,
          A.phase1Initiate(P).at(0),
          A.phase1Timeout().at(31));
    }

    @Test
    void shouldListTheCandidatesWhenSeveralAttemptsAreOpen() {
      // When
      Incident incident =
          assertVerdict(
              UNDETERMINED,
              INFERRED,
              PEER_AMBIGUOUS,
              SILENT_PEER,
              null,
              A.phase1Initiate(P).at(0),
              A.phase1Initiate(Q).at(1),
              A.phase1Timeout().at(31),
              heartbeat(40));

      // Then
      assertThat(incident.getCandidates()).containsExactly(P, Q);
    }

    @Test
    void shouldTakeWaitingForPhase1AsPartOfTheMmFailure() {
      // When
      Incident incident =
          assertVerdict(
              MM_FAILURE,
              CONFIRMED,
              null,
              SILENT_PEER,
              P,
              A.phase1Initiate(P).at(0),
              A.waitingForPhase1().at(30),
              A.phase1Timeout().at(31));

      // Then
      assertThat(incident.getAttempts()).isEqualTo(1);
    }

    @Test
    void shouldNameTheProposalMismatchOnTheResponder() {
      assertVerdict(
          MM_FAILURE,
          INFERRED,
          null,
          PROPOSAL_MISMATCH,
          P,
          A.phase1Respond(P).at(0),
          A.rejectedHash().at(0, 1));
    }

    @Test
    void shouldConfirmQmFailureOnAnEstablishedSaThroughItsCookies() {
      assertVerdict(
          QM_FAILURE,
          CONFIRMED,
          null,
          SILENT_PEER,
          P,
          A.phase1Established(P, COOKIES).at(0),
          A.phase1Established(Q, "0a:0b").at(1),
          A.phase2Timeout(COOKIES).at(31));
    }

    @Test
    void shouldNotTakeALaterDeleteForTheQuickModesDoing() {
      assertVerdict(
          QM_FAILURE,
          CONFIRMED,
          null,
          POLICY_MISSING,
          P,
          A.phase1Established(P, COOKIES).at(0),
          A.noMatchingSelector().at(2),
          A.saDeleted(P).at(3));
    }

    @Test
    void shouldInferQmFailureWithoutAPhase1Record() {
      assertVerdict(
          QM_FAILURE,
          INFERRED,
          null,
          POLICY_MISSING,
          null,
          A.noMatchingSelector().at(0),
          heartbeat(5));
    }

    @Test
    void shouldTellNothingOfADeleteWithoutAFailure() {
      assertNothing(A.phase1Established(P, COOKIES).at(0), A.saDeleted(P).at(5));
    }
  }

  @Nested
  class A03Ikev2 {
    @Test
    void shouldTellMmFailureWhenTheSaDiesInIkeSaInit() {
      assertVerdict(
          MM_FAILURE,
          CONFIRMED,
          null,
          SILENT_PEER,
          P,
          A.ikev2State(P, "IDLING", "INI_IKE_SA_INIT_SENT").at(0),
          A.ikev2RetransmitExceeded().at(31),
          A.ikev2State(P, "INI_IKE_SA_INIT_SENT", "DYING").at(31, 32));
    }

    @Test
    void shouldNotDecideWhenOnlyTheRetransmitLimitIsRecorded() {
      assertVerdict(
          UNDETERMINED,
          INFERRED,
          PHASE_AMBIGUOUS,
          SILENT_PEER,
          null,
          A.ikev2RetransmitExceeded().at(0),
          heartbeat(5));
    }

    @Test
    void shouldNotDecideWhenTheSaDiesInIkeAuth() {
      assertVerdict(
          UNDETERMINED,
          INFERRED,
          PHASE_AMBIGUOUS,
          Cause.UNKNOWN,
          P,
          A.ikev2State(P, "IDLING", "INI_IKE_SA_INIT_SENT").at(0),
          A.ikev2State(P, "INI_IKE_AUTH_SENT", "DYING").at(31));
    }

    @Test
    void shouldConfirmQmTriggeredDeleteWhenTheFirstChildFails() {
      assertVerdict(
          QM_TRIGGERED_DELETE,
          CONFIRMED,
          null,
          PROPOSAL_MISMATCH,
          P,
          A.ikev2State(P, "INI_IKE_AUTH_SENT", "ESTABLISHED").at(0),
          A.ikev2ChildFailed(P).at(1),
          A.ikev2State(P, "ESTABLISHED", "DYING").at(20));
    }

    @Test
    void shouldInferQmTriggeredDeleteWhenTheFirstChildFailsAndNoDeleteIsRecorded() {
      assertVerdict(
          QM_TRIGGERED_DELETE,
          INFERRED,
          null,
          PROPOSAL_MISMATCH,
          P,
          A.ikev2State(P, "INI_IKE_AUTH_SENT", "ESTABLISHED").at(0),
          A.ikev2ChildFailed(P).at(1));
    }

    @Test
    void shouldTellQmFailureWhenALaterChildFails() {
      assertVerdict(
          QM_FAILURE,
          CONFIRMED,
          null,
          PROPOSAL_MISMATCH,
          P,
          A.ikev2State(P, "INI_IKE_AUTH_SENT", "ESTABLISHED").at(0),
          A.phase2Established(P).at(1),
          A.ikev2ChildFailed(P).at(300));
    }

    @Test
    void shouldNotDecideAChildFailureWithoutAPhase1Record() {
      assertVerdict(
          UNDETERMINED, INFERRED, AUDIT_LEVEL, PROPOSAL_MISMATCH, P, A.ikev2ChildFailed(P).at(0));
    }

    @Test
    void shouldNotDecideNoProposalChosenByItself() {
      assertVerdict(
          UNDETERMINED,
          INFERRED,
          PHASE_AMBIGUOUS,
          PROPOSAL_MISMATCH,
          P,
          A.ikev2NoProposal(P).at(0));
    }

    @Test
    void shouldNotDecideNoProposalChosenOnAResponderThatHasAnsweredIkeSaInit() {
      assertVerdict(
          UNDETERMINED,
          INFERRED,
          PHASE_AMBIGUOUS,
          PROPOSAL_MISMATCH,
          P,
          A.ikev2State(P, "IDLING", "RES_IKE_SA_INIT_SENT").at(0),
          A.ikev2NoProposal(P).at(0, 1));
    }

    @Test
    void shouldTellQmTriggeredDeleteWhenNoProposalIsChosenForTheFirstChild() {
      assertVerdict(
          QM_TRIGGERED_DELETE,
          INFERRED,
          null,
          PROPOSAL_MISMATCH,
          P,
          A.ikev2State(P, "RES_IKE_AUTH_RCVD", "ESTABLISHED").at(0),
          A.ikev2NoProposal(P).at(0, 1));
    }

    @Test
    void shouldTellNothingOfARekey() {
      assertNothing(
          A.ikev2State(P, "INI_IKE_AUTH_SENT", "ESTABLISHED").at(0),
          A.phase2Established(P).at(1),
          A.ikev2State(P, "ESTABLISHED", "DYING").at(80_000));
    }
  }

  /** None is lost: the numbers are consecutive. */
  private Pipeline feed(AuditRecord... records) {
    for (AuditRecord one : records) {
      if (one.getMsg() != null) {
        one.setMsg(nextMsg++);
      }
    }
    return pipeline.feed(records);
  }

  private Incident assertVerdict(
      Verdict verdict,
      Confidence confidence,
      Reason reason,
      Cause cause,
      String peer,
      AuditRecord... records) {
    // When
    List<Incident> incidents = feed(records).incidents();

    // Then
    assertThat(incidents).hasSize(1);
    Incident incident = incidents.get(0);
    assertThat(incident)
        .extracting(
            Incident::getVerdict,
            Incident::getConfidence,
            Incident::getReason,
            Incident::getCause,
            Incident::getPeer)
        .containsExactly(verdict, confidence, reason, cause, peer);
    return incident;
  }

  private void assertNothing(AuditRecord... records) {
    // When
    List<Incident> incidents = feed(records).incidents();

    // Then
    assertThat(incidents).isEmpty();
  }
}
