package org.ikewatch.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ikewatch.streams.testing.Script.host;

import java.util.List;
import org.ikewatch.schemas.Confidence;
import org.ikewatch.schemas.Incident;
import org.ikewatch.schemas.Status;
import org.ikewatch.streams.testing.Pipeline;
import org.ikewatch.streams.testing.Script.Host;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Records that imply a failure of phase 1 and do not tell of its end. */
class DoubtfulFailureTest {
  private static final String P = "10.0.0.2";
  private static final String COOKIES = "fb903f191f1c7566:4dc90bd31c7884c1";
  private static final Host A = host("a");

  private final Pipeline pipeline = new Pipeline();

  @AfterEach
  void close() {
    pipeline.close();
  }

  @Test
  void shouldWithdrawARefusedTransformWhenAnotherOneOfTheOfferIsAccepted() {
    // When
    List<Incident> revisions =
        pipeline
            .feed(
                A.phase1Respond(P).at(0),
                A.rejectedHash().at(0, 1),
                A.phase1Established(P, COOKIES).at(1))
            .revisions();

    // Then
    assertThat(revisions)
        .extracting(Incident::getStatus)
        .containsExactly(Status.OPEN, Status.WITHDRAWN);
  }

  @Test
  void shouldWithdrawAVainWaitWhenPhase1SucceedsAfterIt() {
    // When
    List<Incident> incidents =
        pipeline
            .feed(
                A.phase1Initiate(P).at(0),
                A.waitingForPhase1().at(30),
                A.phase1Established(P, COOKIES).at(33))
            .incidents();

    // Then
    assertThat(incidents).extracting(Incident::getStatus).containsExactly(Status.WITHDRAWN);
  }

  @Test
  void shouldKeepTheFailureWhenANewAttemptSucceeds() {
    // When
    List<Incident> incidents =
        pipeline
            .feed(
                A.phase1Respond(P).at(0),
                A.rejectedHash().at(0, 1),
                A.phase1Respond(P).at(20),
                A.phase1Established(P, COOKIES).at(21))
            .incidents();

    // Then
    assertThat(incidents).extracting(Incident::getStatus).containsExactly(Status.RESOLVED);
  }

  @Test
  void shouldKeepTheFailureWhenPhase1GaveUpBesideTheVainWait() {
    // When
    List<Incident> incidents =
        pipeline
            .feed(
                A.phase1Initiate(P).at(0, 1),
                A.phase1Timeout().at(31, 2),
                A.waitingForPhase1().at(32, 3),
                A.phase1Established(P, COOKIES).at(40, 4))
            .incidents();

    // Then
    assertThat(incidents).extracting(Incident::getStatus).containsExactly(Status.RESOLVED);
    assertThat(incidents).extracting(Incident::getConfidence).containsExactly(Confidence.CONFIRMED);
  }

  @Test
  void shouldKeepTheEarlierAttemptsOfATroubleThatGoesOn() {
    // When
    List<Incident> incidents =
        pipeline
            .feed(
                A.phase1Respond(P).at(0),
                A.phase1Timeout().at(31),
                A.phase1Respond(P).at(60),
                A.rejectedHash().at(60, 61),
                A.phase1Established(P, COOKIES).at(61))
            .incidents();

    // Then
    assertThat(incidents).extracting(Incident::getStatus).containsExactly(Status.RESOLVED);
  }
}
