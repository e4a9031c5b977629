package org.ikewatch.ingest.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class ClockSkewTest {
  private static final Instant T0 = Instant.parse("2009-03-02T12:00:00Z");

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final ClockSkew skew = new ClockSkew(meters, Clock.fixed(T0, ZoneOffset.UTC));

  @Test
  void shouldTakeTheSmallestDifferenceOfLateForTheSkew() {
    // When a shipper's burst tells of the last minute
    note("a", 60, 0);
    note("a", 60, 30);
    note("a", 61, 58);

    // Then
    assertThat(skew.skewOf("a")).contains(Duration.ofSeconds(3));
    assertThat(skew.skewOf("b")).isEmpty();
  }

  @Test
  void shouldCountTheHostsWhoseClockIsOff() {
    // When
    note("right", 10, 9);
    note("ahead", 10, 10 + 3600);
    note("behind", 10, 10 - 3600);

    // Then
    assertThat(skew.beyond()).isEqualTo(2);
    assertThat(skew.skewOf("ahead")).contains(Duration.ofHours(-1));
    assertThat(meters.get("ikewatch_ingest_skewed_hosts").gauge().value()).isEqualTo(2);
  }

  @Test
  void shouldForgetAClockThatWasPutRight() {
    // Given
    note("a", 10, 10 - 3600);

    // When
    note("a", 700, 700);

    // Then
    assertThat(skew.beyond()).isZero();
    assertThat(skew.skewOf("a")).contains(Duration.ZERO);
  }

  @Test
  void shouldNoticeAClockThatGoesWrong() {
    // Given
    note("a", 10, 10);

    // When two windows pass
    note("a", 400, 400 - 3600);
    note("a", 800, 800 - 3600);

    // Then
    assertThat(skew.beyond()).isEqualTo(1);
  }

  private void note(String host, long receivedAt, long eventTime) {
    skew.of(host)
        .note(T0.plusSeconds(receivedAt).toEpochMilli(), T0.plusSeconds(eventTime).toEpochMilli());
  }
}
