package org.ikewatch.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.ikewatch.sink.incidents.DeliveryException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UpkeepTest {
  private static final Instant T0 = Instant.parse("2026-03-01T00:00:00Z");
  private static final Duration NEVER = Duration.ofDays(1);

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final RecordingArchive archive = new RecordingArchive();

  private Upkeep upkeep;

  private void start(Duration every) {
    upkeep = Upkeep.start(archive, meters, Clock.fixed(T0, ZoneOffset.UTC), every);
  }

  @AfterEach
  void stop() {
    upkeep.close();
  }

  private double expired() {
    return meters
        .get("ikewatch_sink_expired_incidents")
        .tag("destination", "database")
        .counter()
        .count();
  }

  @Test
  void shouldGoOnUntilNothingIsTooOld() {
    // Given
    archive.holdTooOld(200, 200, 17);

    // When
    start(NEVER);

    // Then
    await().until(() -> archive.asked().size() == 4);
    assertThat(expired()).isEqualTo(417);
    assertThat(archive.asked()).containsOnly(T0);
  }

  @Test
  void shouldTryAgainLaterWhereTheArchiveIsAway() {
    // Given
    archive.failWith(new DeliveryException.Retriable("away", null));
    archive.holdTooOld(5);

    // When
    start(Duration.ofMillis(1));

    // Then
    await().until(() -> expired() == 5);
  }

  @Test
  void shouldLookAgainAndAgain() {
    // When
    start(Duration.ofMillis(1));

    // Then
    await().until(() -> archive.asked().size() > 3);
  }
}
