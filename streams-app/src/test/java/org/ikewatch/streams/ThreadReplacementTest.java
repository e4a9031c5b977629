package org.ikewatch.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ThreadReplacementTest {
  private long nanos;
  private final ThreadReplacement replacement = new ThreadReplacement(() -> nanos);

  @Test
  void shouldDoubleThePauseUpToHalfAMinute() {
    // When
    List<Duration> pauses = Stream.generate(replacement::next).limit(11).toList();

    // Then
    assertThat(pauses)
        .extracting(Duration::toMillis)
        .containsExactly(
            100L, 200L, 400L, 800L, 1_600L, 3_200L, 6_400L, 12_800L, 25_600L, 30_000L, 30_000L);
    assertThat(replacement.count()).isEqualTo(11);
  }

  @Test
  void shouldBeginAgainAfterFiveMinutesWithoutAFailure() {
    // Given
    Stream.generate(replacement::next).limit(5).forEach(pause -> nanos += pause.toNanos());
    nanos += Duration.ofMinutes(5).toNanos();

    // When
    Duration pause = replacement.next();

    // Then
    assertThat(pause).isEqualTo(Duration.ofMillis(100));
  }
}
