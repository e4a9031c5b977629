package org.ikewatch.ingest.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class InFlightLimitTest {
  @Test
  void shouldLetNoMoreInThanItHolds() {
    // Given
    InFlightLimit limit = new InFlightLimit(4, 1_000);

    // When
    boolean first = limit.enter(2, 10);
    boolean second = limit.enter(2, 10);
    boolean third = limit.enter(1, 10);
    limit.leave(2, 10);
    boolean fourth = limit.enter(1, 10);

    // Then
    assertThat(first).isTrue();
    assertThat(second).isTrue();
    assertThat(third).isFalse();
    assertThat(fourth).isTrue();
    assertThat(limit.entered()).isEqualTo(5);
    assertThat(limit.inside()).isEqualTo(3);
  }

  @Test
  void shouldLetARecordIntoAnEmptyWindowHoweverLongItIs() {
    // Given
    InFlightLimit limit = new InFlightLimit(1, 1_000);

    // When
    boolean alone = limit.enter(5, 10);

    // Then
    assertThat(alone).isTrue();
    assertThat(limit.enter(1, 10)).isFalse();
  }

  @Test
  void shouldTellThatNothingLeft() throws InterruptedException {
    // Given
    InFlightLimit limit = new InFlightLimit(1, 1_000);
    assertThat(limit.enter(1, 10)).isTrue();

    // When
    boolean moved = limit.awaitRoom(1, Duration.ofMillis(1));
    limit.comeBack(1, 10);
    boolean movedThen = limit.awaitRoom(1, Duration.ofMillis(1));

    // Then
    assertThat(moved).isFalse();
    assertThat(movedThen).isTrue();
    assertThat(limit.entered()).isEqualTo(1);
    assertThat(limit.left()).isEqualTo(1);
    assertThat(limit.returned()).isEqualTo(1);
  }

  @Test
  void shouldBoundBytesButForASingleRecord() throws InterruptedException {
    // Given
    InFlightLimit limit = new InFlightLimit(100, 1_000);

    // When
    boolean tooLargeAlone = limit.enter(1, 5_000);
    boolean beside = limit.enter(1, 1);
    limit.leave(1, 5_000);
    boolean first = limit.enter(1, 900);
    boolean second = limit.enter(1, 101);
    boolean third = limit.enter(1, 100);

    // Then
    assertThat(tooLargeAlone).isTrue();
    assertThat(beside).isFalse();
    assertThat(first).isTrue();
    assertThat(second).isFalse();
    assertThat(third).isTrue();
    assertThat(limit.awaitRoom(1, Duration.ofMillis(1))).isFalse();
    limit.leave(1, 900);
    assertThat(limit.awaitRoom(1, Duration.ofMillis(1))).isTrue();
    assertThat(limit.inside()).isEqualTo(1);
  }
}
