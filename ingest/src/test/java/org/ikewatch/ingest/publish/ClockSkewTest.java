package org.ikewatch.ingest.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import org.ikewatch.schemas.AuditRecord;
import org.ikewatch.schemas.EventTimeSource;
import org.junit.jupiter.api.Test;

class ClockSkewTest {
  private static final Instant T0 = Instant.parse("2009-03-02T12:00:00Z");

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final ClockSkew skew = new ClockSkew(meters);

  @Test
  void shouldTakeTheSmallestDifferenceOfLateForTheSkew() {
    // When a shipper's burst tells of the last minute
    note("a", 60, 0);
    note("a", 60, 30);
    note("a", 61, 58);

    // Then
    assertThat(skew.of("a")).contains(Duration.ofSeconds(3));
    assertThat(skew.of("b")).isEmpty();
  }

  @Test
  void shouldCountTheHostsWhoseClockIsOff() {
    // When
    note("right", 10, 9);
    note("ahead", 10, 10 + 3600);
    note("behind", 10, 10 - 3600);

    // Then
    assertThat(skew.beyond()).isEqualTo(2);
    assertThat(skew.of("ahead")).contains(Duration.ofHours(-1));
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
    assertThat(skew.of("a")).contains(Duration.ZERO);
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
    skew.note(
        AuditRecord.newBuilder()
            .setHost(host)
            .setSender("192.0.2.1")
            .setReceivedAt(T0.plusSeconds(receivedAt))
            .setEventTime(T0.plusSeconds(eventTime))
            .setEventTimeSource(EventTimeSource.DATE)
            .build());
  }
}
