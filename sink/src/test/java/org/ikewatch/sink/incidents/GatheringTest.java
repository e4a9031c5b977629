package org.ikewatch.sink.incidents;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class GatheringTest {
  private final AtomicLong nanos = new AtomicLong(-1);

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  @Test
  void shouldDeliverAtOnceWhereNothingIsGathered() {
    // Given
    Gathering gathering = new Gathering(Duration.ZERO, nanos::get);

    // When
    gathering.came();

    // Then
    assertThat(gathering.isOver(1)).isTrue();
  }

  @Test
  void shouldCountFromTheFirst() {
    // Given
    Gathering gathering = new Gathering(Duration.ofMinutes(5), nanos::get);
    gathering.came();
    pass(Duration.ofMinutes(4));

    // When, Then
    gathering.came();
    assertThat(gathering.isOver(2)).isFalse();
    pass(Duration.ofMinutes(1));
    assertThat(gathering.isOver(2)).isTrue();
  }

  @Test
  void shouldBeginAnewAfterADigest() {
    // Given
    Gathering gathering = new Gathering(Duration.ofMinutes(5), nanos::get);
    gathering.came();
    pass(Duration.ofMinutes(5));
    gathering.end();

    // When
    gathering.came();

    // Then
    assertThat(gathering.isOver(1)).isFalse();
  }

  @Test
  void shouldNotGatherMoreThanMemoryHolds() {
    // Given
    Gathering gathering = new Gathering(Duration.ofHours(5), nanos::get);
    gathering.came();

    // When, Then
    assertThat(gathering.isOver(Gathering.FULL - 1)).isFalse();
    assertThat(gathering.isOver(Gathering.FULL)).isTrue();
  }
}
