package org.ikewatch.app.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.ikewatch.sink.incidents.DestinationState;
import org.ikewatch.sink.incidents.DestinationState.Mode;
import org.junit.jupiter.api.Test;

class SinkHealthTest {
  private static DestinationState state(String name, Mode mode, String detail) {
    return new DestinationState(name, mode, Instant.parse("2026-03-15T07:14:18Z"), detail);
  }

  @Test
  void shouldBeGoodWhileEveryDestinationTakesItsIncidents() {
    assertThat(SinkHealth.of(List.of(state("database", Mode.DELIVERING, ""))))
        .isEqualTo(Health.GOOD);
  }

  @Test
  void shouldNameTheDestinationThatFailsAndStayReady() {
    assertThat(
            SinkHealth.of(
                List.of(
                    state("database", Mode.DELIVERING, ""),
                    state("siem", Mode.PAUSED, "it answers 401"),
                    state("hook", Mode.RETRYING, "it does not answer"))))
        .isEqualTo(
            new Health(
                true,
                "siem refuses us and is paused since 2026-03-15T07:14:18Z: it answers 401; hook"
                    + " fails since 2026-03-15T07:14:18Z: it does not answer"));
  }

  @Test
  void shouldNotBeReadyWhereADestinationIsNoLongerFed() {
    assertThat(SinkHealth.of(List.of(state("hook", Mode.ENDED, "a fault"))).ready()).isFalse();
  }
}
