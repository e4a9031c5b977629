package org.ikewatch.sink.siem.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.ikewatch.sink.Samples.incident;
import static org.ikewatch.sink.siem.http.FaultyServer.answer;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.ikewatch.sink.incidents.DeliveryException;
import org.ikewatch.sink.incidents.Destination;
import org.ikewatch.sink.siem.http.FaultyServer.Fault;
import org.ikewatch.sink.siem.http.FaultyServer.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every destination does that is spoken to over HTTP, whatever goes wrong there. */
public abstract class HttpFaultsContract {
  protected static final Duration GENEROUS = Duration.ofSeconds(30);
  private static final Duration SHORT = Duration.ofMillis(300);

  protected FaultyServer server;

  /** The destination that is reached so. */
  protected abstract Destination destination(HttpConfig http);

  /** What it answers where all is well. */
  protected abstract Fault good(Request request);

  /** What the destination takes for the present. */
  protected Instant now() {
    return Instant.now();
  }

  @BeforeEach
  protected void start() throws IOException {
    server = new FaultyServer().otherwise(this::good);
  }

  @AfterEach
  protected void stop() {
    server.close();
  }

  protected void deliver(Duration timeout) {
    try (Destination destination = destination(server.config(timeout))) {
      destination.deliver(List.of(incident("a1", 7)));
    }
  }

  @Test
  protected void shouldTakeAGoodAnswerForADelivery() {
    // When
    deliver(GENEROUS);

    // Then
    assertThat(server.received()).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 425, 429, 500, 502, 503, 504})
  protected void shouldTryAgainWhatMayPass(int status) {
    // Given
    server.then(answer(status));

    // When, Then
    assertThatThrownBy(() -> deliver(GENEROUS))
        .isInstanceOf(DeliveryException.Retriable.class)
        .hasMessageContaining("answers " + status);
  }

  @Test
  protected void shouldPassOnHowLongABusyReceiverWantsToBeLeftAlone() {
    // Given
    server.then(new Fault.Answer(429, "Retry-After: 17\r\n", ""));

    // When
    DeliveryException.Retriable failure =
        catchThrowableOfType(DeliveryException.Retriable.class, () -> deliver(GENEROUS));

    // Then
    assertThat(failure.notBefore()).isEqualTo(Duration.ofSeconds(17));
  }

  @Test
  protected void shouldPassOnUntilWhenABusyReceiverWantsToBeLeftAlone() {
    // Given
    String then =
        DateTimeFormatter.RFC_1123_DATE_TIME.format(
            now().plusSeconds(1000).atOffset(ZoneOffset.UTC));
    server.then(new Fault.Answer(503, "Retry-After: " + then + "\r\n", ""));

    // When
    DeliveryException.Retriable failure =
        catchThrowableOfType(DeliveryException.Retriable.class, () -> deliver(GENEROUS));

    // Then
    assertThat(failure.notBefore()).isBetween(Duration.ofSeconds(900), Duration.ofSeconds(1001));
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 404, 405, 407, 410, 301, 308})
  protected void shouldBeDeniedWhereTheFaultIsNotTheIncidents(int status) {
    // Given
    server.then(answer(status));

    // When, Then
    assertThatThrownBy(() -> deliver(GENEROUS))
        .isInstanceOf(DeliveryException.Denied.class)
        .hasMessageContaining("answers " + status);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 413, 422})
  protected void shouldBeRefusedWithTheReasonAndNoSecret(int status) {
    // Given
    server.then(answer(status, "host is too long" + "!".repeat(5000)));

    // When, Then
    assertThatThrownBy(() -> deliver(GENEROUS))
        .isInstanceOf(DeliveryException.Permanent.class)
        .hasMessageContaining("answers " + status + ": host is too long")
        .message()
        .hasSizeLessThan(400)
        .doesNotContain("s3cret");
  }

  @Test
  protected void shouldTryAgainAfterAReset() {
    // Given
    server.then(new Fault.Reset());

    // When, Then
    assertThatThrownBy(() -> deliver(GENEROUS)).isInstanceOf(DeliveryException.Retriable.class);
  }

  @Test
  protected void shouldTryAgainAfterAResetInTheMiddleOfTheAnswer() {
    // Given
    server.then(new Fault.Torn());

    // When, Then
    assertThatThrownBy(() -> deliver(GENEROUS)).isInstanceOf(DeliveryException.Retriable.class);
  }

  @Test
  protected void shouldTryAgainWhereSomethingElseAnswers() {
    // Given
    server.then(new Fault.Garbage());

    // When, Then
    assertThatThrownBy(() -> deliver(GENEROUS)).isInstanceOf(DeliveryException.Retriable.class);
  }

  @Test
  protected void shouldNotWaitForEverForAnAnswer() {
    // Given
    server.then(new Fault.Silence());

    // When, Then
    assertThatThrownBy(() -> deliver(SHORT)).isInstanceOf(DeliveryException.Retriable.class);
  }

  @Test
  protected void shouldNotWaitForEverForTheEndOfAnAnswer() {
    // Given
    server.then(new Fault.Drip());

    // When, Then
    assertThatThrownBy(() -> deliver(SHORT)).isInstanceOf(DeliveryException.Retriable.class);
  }

  @Test
  protected void shouldTryAgainWhereNobodyListens() {
    // Given
    HttpConfig nobody = server.config(GENEROUS);
    server.close();

    // When, Then
    try (Destination destination = destination(nobody)) {
      assertThatThrownBy(() -> destination.deliver(List.of(incident("a1", 7))))
          .isInstanceOf(DeliveryException.Retriable.class)
          .hasMessageContaining("cannot be reached");
    }
  }

  @Test
  protected void shouldComeBackAfterAFault() {
    // Given
    server.then(new Fault.Reset(), answer(503));

    // When, Then
    try (Destination destination = destination(server.config(GENEROUS))) {
      for (int failure = 0; failure < 2; failure++) {
        assertThatThrownBy(() -> destination.deliver(List.of(incident("a1", 7))))
            .isInstanceOf(DeliveryException.Retriable.class);
      }
      destination.deliver(List.of(incident("a1", 7)));
    }
  }
}
