package org.ikewatch.streams.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ikewatch.streams.testing.Script.t;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class HostClockTest {
  private static final Instant BEGIN = t(-3_600);

  private final HostClock clock = new HostClock(HostClock.State.STOPPED, Duration.ofMinutes(2));

  /** A record with this stamp, received then. */
  private Instant observe(long stamp, long received, long msg) {
    return clock.observe(t(stamp), "ingest", t(received), OptionalLong.of(msg));
  }

  private Duration possibleStep(long from, long to) {
    return clock.possibleStep(t(from), t(to));
  }

  @Test
  void shouldShowAStepForwardOfAHostWhoseRecordsComeAsTheyAreWritten() {
    // Given
    observe(0, 0, 1);
    observe(30, 30, 2);

    // When
    Instant time = observe(164, 60, 3);

    // Then
    assertThat(time).isEqualTo(t(164));
    assertThat(possibleStep(30, 164)).isEqualTo(Duration.ofSeconds(104));
    assertThat(possibleStep(164, 200)).isZero();
    assertThat(clock.possibleStep(BEGIN, t(29))).isZero();
  }

  @Test
  void shouldNotTakeABacklogForAStep() {
    // Given
    observe(0, 1_000, 1);

    // When
    observe(100, 1_000, 2);
    observe(200, 1_000, 3);

    // Then
    assertThat(clock.possibleStep(BEGIN, t(1_000))).isZero();
  }

  @Test
  void shouldNotTakeAWayThatGotLongerForAStep() {
    // Given
    observe(0, 0, 1);
    observe(30, 30, 2);

    // When
    observe(60, 90, 3);
    observe(90, 100, 4);

    // Then
    assertThat(clock.possibleStep(BEGIN, t(100))).isZero();
  }

  @Test
  void shouldRememberTheLargestOfSeveralSteps() {
    // Given
    observe(0, 0, 1);
    observe(100, 10, 2);

    // When
    observe(115, 20, 3);

    // Then
    assertThat(possibleStep(0, 115)).isEqualTo(Duration.ofSeconds(90));
  }

  @Test
  void shouldForgetAStepAfterAQuarterOfAnHour() {
    // Given
    observe(0, 0, 1);
    observe(100, 10, 2);

    // When
    observe(1_060, 960, 3);

    // Then
    assertThat(possibleStep(0, 2_000)).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void shouldKeepTheDistanceOfTwoRecordsAfterAStampThatIsNotBelieved() {
    // Given
    observe(0, 0, 1);
    observe(30, 30, 2);

    // When
    Instant first = observe(30 + 130, 39, 3);
    Instant second = observe(30 + 131, 51, 4);

    // Then
    assertThat(first).isEqualTo(t(39));
    assertThat(second).isEqualTo(t(40));
  }

  @Test
  void shouldBelieveTheClockAgainOnceItIsSetRight() {
    // Given
    observe(0, 0, 1);
    observe(36_000, 30, 2);

    // When
    Instant time = observe(60, 60, 3);

    // Then
    assertThat(time).isEqualTo(t(60));
  }

  @Test
  void shouldGoOnAsBeforeWhenItIsTakenFromItsState() {
    // Given
    observe(0, 0, 1);
    observe(30, 30, 2);
    observe(164, 60, 3);

    // When
    HostClock again = new HostClock(clock.state(), Duration.ofMinutes(2));

    // Then
    assertThat(again.possibleStep(t(30), t(164))).isEqualTo(Duration.ofSeconds(104));
    assertThat(again.now()).isEqualTo(clock.now());
  }
}
