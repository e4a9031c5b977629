package org.ikewatch.sink.siem;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.ikewatch.sink.Samples.incident;
import static org.ikewatch.sink.siem.FaultyServer.answer;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.ikewatch.schemas.IncidentJson;
import org.ikewatch.sink.incidents.DeliveryException;
import org.ikewatch.sink.siem.FaultyServer.Fault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookDestinationTest {
  private static final Duration GENEROUS = Duration.ofSeconds(30);

  private final FaultyServer server = new FaultyServer();

  WebhookDestinationTest() throws IOException {}

  @AfterEach
  void stop() {
    server.close();
  }

  private void deliver(Duration timeout) {
    deliver(server.url(), timeout);
  }

  private static void deliver(URI url, Duration timeout) {
    WebhookConfig config = new WebhookConfig(url, "s3cret", "Bearer t0ken", timeout);
    try (var hook = config.open("hook")) {
      hook.deliver(List.of(incident("a1", 7)));
    }
  }

  @Test
  void shouldPostTheIncidentSignedAndWithItsIdempotencyKey() {
    // When
    deliver(GENEROUS);

    // Then
    assertThat(server.received()).hasSize(1);
    FaultyServer.Request request = server.received().get(0);
    assertThat(request.body()).isEqualTo(new IncidentJson().line(incident("a1", 7)));
    assertThat(request.headers())
        .containsEntry("idempotency-key", "a1/7")
        .containsEntry("authorization", "Bearer t0ken")
        .containsEntry("content-type", "application/json")
        .containsEntry(
            "x-ikewatch-signature",
            "sha256=" + new Hmac("s3cret").hex(request.body().getBytes(UTF_8)));
  }

  @Test
  void shouldSignAsTheRfcSays() {
    // RFC 4231 test case 2.
    assertThat(new Hmac("Jefe").hex("what do ya want for nothing?".getBytes(UTF_8)))
        .isEqualTo("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 425, 429, 500, 502, 503, 504})
  void shouldTryAgainWhatMayPass(int status) {
    // Given
    server.then(answer(status));

    // When, Then
    assertThatThrownBy(() -> deliver(GENEROUS))
        .isInstanceOf(DeliveryException.Retriable.class)
        .hasMessageContaining("answers " + status);
  }

  @Test
  void shouldPassOnHowLongABusyReceiverWantsToBeLeftAlone() {
    // Given
    server.then(new Fault.Answer(429, "Retry-After: 17\r\n", ""));

    // When
    DeliveryException.Retriable failure =
        catchThrowableOfType(DeliveryException.Retriable.class, () -> deliver(GENEROUS));

    // Then
    assertThat(failure.notBefore()).isEqualTo(Duration.ofSeconds(17));
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 301, 308})
  void shouldBeDeniedWhereTheFaultIsNotTheIncidents(int status) {
    // Given
    server.then(answer(status));

    // When, Then
    assertThatThrownBy(() -> deliver(GENEROUS)).isInstanceOf(DeliveryException.Denied.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 404, 413, 422})
  void shouldBeRefusedWithTheReasonAndNoSecret(int status) {
    // Given
    server.then(new Fault.Answer(status, "", "host is too long" + "!".repeat(5000)));

    // When, Then
    assertThatThrownBy(() -> deliver(GENEROUS))
        .isInstanceOf(DeliveryException.Permanent.class)
        .hasMessageContaining("answers " + status + ": host is too long")
        .message()
        .hasSizeLessThan(400)
        .doesNotContain("s3cret", "t0ken");
  }

  @Test
  void shouldTryAgainAfterAReset() {
    // Given
    server.then(new Fault.Reset());

    // When, Then
    assertThatThrownBy(() -> deliver(GENEROUS)).isInstanceOf(DeliveryException.Retriable.class);
  }

  @Test
  void shouldNotWaitForEverForAnAnswer() {
    // Given
    server.then(new Fault.Silence());

    // When, Then
    assertThatThrownBy(() -> deliver(Duration.ofMillis(300)))
        .isInstanceOf(DeliveryException.Retriable.class);
  }

  @Test
  void shouldTryAgainWhereNobodyListens() {
    // Given
    URI url = server.url();
    server.close();

    // When, Then
    assertThatThrownBy(() -> deliver(url, GENEROUS))
        .isInstanceOf(DeliveryException.Retriable.class)
        .hasMessageContaining("cannot be reached");
  }
}
