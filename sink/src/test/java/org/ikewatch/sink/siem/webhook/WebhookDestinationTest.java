package org.ikewatch.sink.siem.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.ikewatch.sink.Samples.incident;
import static org.ikewatch.sink.siem.http.FaultyServer.answer;

import java.util.List;
import org.ikewatch.sink.incidents.Destination;
import org.ikewatch.sink.siem.http.FaultyServer.Fault;
import org.ikewatch.sink.siem.http.FaultyServer.Request;
import org.ikewatch.sink.siem.http.HttpConfig;
import org.ikewatch.sink.siem.http.HttpFaultsContract;
import org.ikewatch.sink.siem.mapping.Payload;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WebhookDestinationTest extends HttpFaultsContract {
  @Override
  protected Destination destination(HttpConfig http) {
    return new WebhookConfig(http, "s3cret", "Bearer s3cret-t0ken", Payload.JSON).open("hook");
  }

  @Override
  protected Fault good(Request request) {
    return answer(204);
  }

  @ParameterizedTest
  @EnumSource(names = {"JSON", "ECS", "OCSF"})
  void shouldPostTheIncidentSignedAndWithItsIdempotencyKey(Payload payload) {
    // When
    try (var hook =
        new WebhookConfig(server.config(GENEROUS), "s3cret", "Bearer t0ken", payload)
            .open("hook")) {
      hook.deliver(List.of(incident("a1", 7)));
    }

    // Then
    assertThat(server.received()).hasSize(1);
    Request request = server.received().get(0);
    assertThat(request.method()).isEqualTo("POST");
    assertThat(request.path()).isEqualTo("/hook");
    assertThat(request.body()).isEqualTo(payload.line(incident("a1", 7)));
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
}
