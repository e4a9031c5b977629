package org.ikewatch.app.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.ikewatch.ingest.publish.PublisherState;
import org.ikewatch.ingest.publish.PublisherState.Mode;
import org.junit.jupiter.api.Test;

class IngestHealthTest {
  private static final Instant SINCE = Instant.parse("2026-03-15T07:14:18Z");

  private static Health health(Mode mode, long lines, long bytes, String detail) {
    return IngestHealth.of(new PublisherState(mode, SINCE, lines, bytes, false, detail));
  }

  @Test
  void shouldBeGoodWhileTheBrokerTakesEverything() {
    assertThat(health(Mode.DIRECT, 0, 0, "")).isEqualTo(Health.GOOD);
  }

  @Test
  void shouldBeReadyWhileTheSpoolHasRoom() {
    assertThat(health(Mode.SPOOLING, 7, 999, "timed out"))
        .isEqualTo(
            new Health(
                true,
                "the broker is unavailable or slow since 2026-03-15T07:14:18Z, 7 lines in the spool (999 bytes):"
                    + " timed out"));
    assertThat(health(Mode.DRAINING, 7, 999, "").ready()).isTrue();
  }

  @Test
  void shouldNotBeReadyWhereTheSpoolIsFull() {
    // When
    Health health =
        IngestHealth.of(new PublisherState(Mode.SPOOLING, SINCE, 9, 999, true, "timed out"));

    // Then
    assertThat(health.ready()).isFalse();
    assertThat(health.reason()).startsWith("the spool is full");
  }

  @Test
  void shouldNotBeReadyWhenItStops() {
    assertThat(health(Mode.CLOSED, 0, 0, "").ready()).isFalse();
  }
}
