package org.ikewatch.sink.incidents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class BackoffTest {
  @Property
  void shouldStayWithinItsBounds(
      @ForAll @LongRange(min = 1, max = 10_000) long min,
      @ForAll @LongRange(min = 0, max = 1_000_000_000) long more,
      @ForAll @IntRange(min = 1, max = 1_000_000) int failures,
      @ForAll long seed) {
    // Given
    Backoff backoff = new Backoff(Duration.ofMillis(min), Duration.ofMillis(min + more));

    // When
    Duration wait = backoff.wait(failures, Duration.ZERO, new SplittableRandom(seed));

    // Then
    double doubled = (double) min * Math.pow(2, failures - 1.0);
    assertThat(wait.toMillis()).isPositive();
    assertThat((double) wait.toMillis())
        .isLessThanOrEqualTo(Math.min(doubled, (double) (min + more)));
  }

  @Property(tries = 20)
  void shouldUseTheWholeRange(@ForAll long seed) {
    // Given
    Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofMillis(800));
    SplittableRandom random = new SplittableRandom(seed);

    // When
    long[] waits =
        random
            .ints(2000)
            .mapToLong(i -> backoff.wait(9, Duration.ZERO, random).toMillis())
            .sorted()
            .toArray();

    // Then
    assertThat(waits[0]).isLessThan(50);
    assertThat(waits[waits.length - 1]).isBetween(750L, 800L);
  }

  @Test
  void shouldHonourWhatIsAskedForUpToAnHour() {
    // Given
    Backoff backoff = new Backoff(Duration.ofMillis(1), Duration.ofMillis(1));

    // When
    Duration short30 = backoff.wait(1, Duration.ofSeconds(30), new SplittableRandom(1));
    Duration week = backoff.wait(1, Duration.ofDays(7), new SplittableRandom(1));

    // Then
    assertThat(short30).isEqualTo(Duration.ofMillis(30_001));
    assertThat(week).isEqualTo(Duration.ofHours(1).plusMillis(1));
  }

  @Test
  void shouldRefuseWhatCannotBe() {
    assertThatThrownBy(() -> new Backoff(Duration.ZERO, Duration.ofSeconds(1)))
        .hasMessageContaining("positive");
    assertThatThrownBy(() -> new Backoff(Duration.ofSeconds(2), Duration.ofSeconds(1)))
        .hasMessageContaining("shorter");
  }
}
