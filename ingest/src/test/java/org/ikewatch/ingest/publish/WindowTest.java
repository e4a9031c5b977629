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
    long first = window.enter(2);
    long second = window.enter(2);
    long third = window.enter(1);
    window.leave(2);
    long fourth = window.enter(1);

    // Then
    assertThat(first).isZero();
    assertThat(second).isEqualTo(2);
    assertThat(third).isEqualTo(Window.FULL);
    assertThat(fourth).isEqualTo(4);
    assertThat(window.inside()).isEqualTo(3);
  }

  @Test
  void shouldLetARecordIntoAnEmptyWindowHoweverLongItIs() {
    // Given
    Window window = new Window(1);

    // When
    long alone = window.enter(5);

    // Then
    assertThat(alone).isZero();
    assertThat(window.enter(1)).isEqualTo(Window.FULL);
  }

  @Test
  void shouldTellThatNothingLeft() throws InterruptedException {
    // Given
    Window window = new Window(1);
    window.enter(1);

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
