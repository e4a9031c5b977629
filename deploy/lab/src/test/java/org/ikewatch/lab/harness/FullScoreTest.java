package org.ikewatch.lab.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * The engine against the oracle: hosts in all modes. Switched on by {@code -Dlab.full=true}; {@code
 * -Dlab.hosts} and {@code -Dlab.seed} set how many and which.
 */
@EnabledIfSystemProperty(named = "lab.full", matches = "true")
class FullScoreTest {
  private static final int HOSTS = Integer.getInteger("lab.hosts", 10_000);
  private static final long FIXED_SEED = 1;
  private static final Duration BOUND = Duration.ofSeconds(20);

  @Test
  void shouldBeExactWhereTheEvidenceSufficesAndNeverConfirmWhatIsNotTrue() {
    // Given
    long randomSeed = Long.getLong("lab.seed", new SplittableRandom().nextInt(1 << 30));
    System.out.println("oracle: random seed " + randomSeed + " (-Dlab.seed=" + randomSeed + ")");
    int hostsOfEach = HOSTS / Mode.values().length / 2;
    Harness harness = new Harness(scenario -> new TopologyEngine(), BOUND);

    // When
    List<ModeReport> reports = new ArrayList<>();
    for (Mode mode : Mode.values()) {
      for (long seed : List.of(FIXED_SEED, randomSeed)) {
        ModeReport report = harness.run(mode, seed, hostsOfEach);
        reports.add(report);
        System.out.println(report.summary());
        report.byStory().forEach(System.out::println);
        report.pages().forEach(System.out::println);
      }
    }

    // Then
    assertThat(reports)
        .allSatisfy(report -> assertThat(report.failing()).as(report.summary()).isEmpty());
    assertThat(
            reports.stream()
                .filter(report -> report.mode().isDemanding())
                .mapToDouble(ModeReport::sufficing)
                .average()
                .orElse(0))
        .as("share of loss-free hosts for which the evidence suffices")
        .isGreaterThanOrEqualTo(0.6);
  }
}
