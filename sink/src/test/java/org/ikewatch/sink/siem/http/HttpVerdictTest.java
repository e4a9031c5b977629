package org.ikewatch.sink.siem.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.ikewatch.sink.incidents.DeliveryException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpVerdictTest {
  private static final Instant NOW = Instant.parse("2026-03-15T07:14:18Z");

  @ParameterizedTest
  @CsvSource({
    "120, PT2M",
    "'Sun, 15 Mar 2026 07:15:18 GMT', PT1M",
    "'Sun, 15 Mar 2026 07:13:18 GMT', PT0S",
    "soon, PT0S",
    "-5, PT0S",
    "99999999999999, PT0S",
    "'', PT0S",
  })
  void shouldReadWhenToComeBack(String retryAfter, Duration expected) {
    // When
    DeliveryException failure =
        HttpVerdict.of(new HttpAnswer(503, retryAfter, ""), NOW).orElseThrow();

    // Then
    assertThat(failure)
        .isInstanceOfSatisfying(
            DeliveryException.Retriable.class,
            retriable -> assertThat(retriable.notBefore()).isEqualTo(expected));
  }

  @Test
  void shouldTakeEveryAnswerOfSuccess() {
    assertThat(HttpVerdict.of(new HttpAnswer(200, "", ""), NOW)).isEmpty();
    assertThat(HttpVerdict.of(new HttpAnswer(202, "", "ok"), NOW)).isEmpty();
  }
}
