package org.ikewatch.ingest.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class WindowTest {
  @Test
  void shouldLetNoMoreInThanItHolds() {
    // Given
    Window window = new Window(4);

    // When
    boolean first = window.enter(2);
    boolean second = window.enter(2);
    boolean third = window.enter(1);
    window.leave(2);
    boolean fourth = window.enter(1);

    // Then
    assertThat(first).isTrue();
    assertThat(second).isTrue();
    assertThat(third).isFalse();
    assertThat(fourth).isTrue();
    assertThat(window.entered()).isEqualTo(5);
    assertThat(window.inside()).isEqualTo(3);
  }

  @Test
  void shouldLetARecordIntoAnEmptyWindowHoweverLongItIs() {
    // Given
    Window window = new Window(1);

    // When
    boolean alone = window.enter(5);

    // Then
    assertThat(alone).isTrue();
    assertThat(window.enter(1)).isFalse();
  }

  @Test
  void shouldTellThatNothingLeft() throws InterruptedException {
    // Given
    Window window = new Window(1);
    assertThat(window.enter(1)).isTrue();

    // When
    boolean moved = window.awaitRoom(1, Duration.ofMillis(1));
    window.comeBack(1);
    boolean movedThen = window.awaitRoom(1, Duration.ofMillis(1));

    // Then
    assertThat(moved).isFalse();
    assertThat(movedThen).isTrue();
    assertThat(window.entered()).isEqualTo(1);
    assertThat(window.left()).isEqualTo(1);
    assertThat(window.returned()).isEqualTo(1);
  }
}
