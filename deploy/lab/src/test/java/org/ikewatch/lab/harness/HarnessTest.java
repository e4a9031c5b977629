package org.ikewatch.lab.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.ikewatch.schemas.AuditRecord;
import org.ikewatch.schemas.Incident;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HarnessTest {
  /** What happens around a step of the clock does not count, which leaves fewer whole hosts. */
  private static final Set<Mode> STEPPING = EnumSet.of(Mode.CLOCK_STEP, Mode.DAYLIGHT_SAVING);

  private static final Duration BOUND = Duration.ofSeconds(30);

  @ParameterizedTest
  @EnumSource(Mode.class)
  void shouldFindNothingWrongWithAnEngineThatKnowsTheTruth(Mode mode) {
    // Given
    Harness harness = new Harness(PerfectEngine::new, BOUND);

    // When
    ModeReport report = harness.run(mode, 1, 60);

    // Then
    assertThat(report.failing()).as(report.summary()).isEmpty();
    assertThat(report.sufficing()).isGreaterThan(STEPPING.contains(mode) ? 0.25 : 0.6);
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void shouldMissEverythingOfAnEngineThatSaysNothing(Mode mode) {
    // Given
    Harness harness =
        new Harness(
            scenario ->
                new PerfectEngine(scenario) {
                  @Override
                  public List<Incident> advance(Instant receivedAt) {
                    return List.of();
                  }
                },
            BOUND);

    // When
    ModeReport report = harness.run(mode, 1, 20);

    // Then
    assertThat(report.passes()).isEqualTo(!mode.isDemanding());
  }

  @Test
  void shouldReportAHostThatHangs() {
    // Given
    CountDownLatch never = new CountDownLatch(1);
    Harness harness =
        new Harness(
            scenario ->
                new PerfectEngine(scenario) {
                  @Override
                  public List<Incident> process(AuditRecord record) {
                    try {
                      never.await();
                    } catch (InterruptedException e) {
                      Thread.currentThread().interrupt();
                    }
                    return List.of();
                  }
                },
            Duration.ofMillis(500));

    // When
    ModeReport report = harness.run(Mode.IN_ORDER, 1, 1);

    // Then
    assertThat(report.failing()).containsExactly(1L);
    assertThat(report.summary()).contains("hung  1");
  }
}
