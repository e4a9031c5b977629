package org.ikewatch.ingest.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.ikewatch.ingest.testing.ManualClock;
import org.junit.jupiter.api.Test;

class OccasionallyTest {
  private final ManualClock clock = new ManualClock();

  private List<Boolean> ask(Occasionally occasionally, int times) {
    return IntStream.range(0, times).mapToObj(i -> occasionally.isDue()).toList();
  }

  @Test
  void shouldBeDueOnceAMinute() {
    // Given
    Occasionally occasionally = new Occasionally(clock);
    assertThat(ask(occasionally, 2)).containsExactly(true, false);

    // When
    clock.advance(Duration.ofSeconds(59));

    // Then
    assertThat(ask(occasionally, 1)).containsExactly(false);
    clock.advance(Duration.ofSeconds(1));
    assertThat(ask(occasionally, 2)).containsExactly(true, false);
  }

  @Test
  void shouldBeDueAsOftenAMinuteAsItMay() {
    // Given
    Occasionally occasionally = new Occasionally(clock, 3);

    // When
    List<Boolean> due = ask(occasionally, 4);

    // Then
    assertThat(due).containsExactly(true, true, true, false);
  }
}
