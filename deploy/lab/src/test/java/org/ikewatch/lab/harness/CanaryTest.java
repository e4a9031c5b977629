package org.ikewatch.lab.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.ikewatch.lab.harness.CanaryEngine.Fault;
import org.junit.jupiter.api.Test;

/** The harness finds each planted fault; that it finds none otherwise is HarnessTest's matter. */
class CanaryTest {
  private static final int HOSTS = 100;

  private final ScenarioFactory factory = new ScenarioFactory();

  @Test
  void shouldFindThatTheIdentityOfAnSaIsIgnored() {
    assertThat(scores(Fault.SA_IDENTITY_IGNORED, Mode.IN_ORDER))
        .anySatisfy(score -> assertThat(score.wrong()).isNotEmpty());
  }

  @Test
  void shouldFindThatALateRecordChangesANewerState() {
    assertThat(scores(Fault.LATE_RECORD_APPLIED, Mode.SENT_AGAIN_HOURS_LATER))
        .anySatisfy(
            score ->
                assertThat(score.faults())
                    .anyMatch(fault -> fault.startsWith("published by a file sent again")));
  }

  @Test
  void shouldFindThatAnIncidentIsDoubled() {
    assertThat(scores(Fault.INCIDENT_DOUBLED, Mode.IN_ORDER))
        .anySatisfy(score -> assertThat(score.unexpected()).isNotEmpty());
  }

  @Test
  void shouldFindThatARevisionGoesDown() {
    assertThat(scores(Fault.REVISION_LOWERED, Mode.IN_ORDER))
        .anySatisfy(
            score ->
                assertThat(score.faults()).anyMatch(fault -> fault.startsWith("revision 2 of")));
  }

  @Test
  void shouldFindThatAPeerIsGuessed() {
    assertThat(scores(Fault.PEER_GUESSED, Mode.LOSSY))
        .anySatisfy(score -> assertThat(score.wrong()).isNotEmpty());
  }

  private List<HostScore> scores(Fault fault, Mode mode) {
    // Given
    ScenarioRunner runner = new ScenarioRunner(scenario -> new CanaryEngine(scenario, fault));
    List<HostScore> scores = new ArrayList<>();

    // When
    for (long seed = 1; seed <= HOSTS; seed++) {
      Scenario scenario = factory.scenario(seed, mode);
      scores.add(Scorer.score(scenario, runner.run(scenario)));
    }

    // Then
    return scores;
  }
}
