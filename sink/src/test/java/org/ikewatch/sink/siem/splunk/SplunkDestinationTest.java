package org.ikewatch.sink.siem.splunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.ikewatch.sink.Samples.incident;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ikewatch.schemas.Incident;
import org.ikewatch.sink.incidents.DeliveryException;
import org.ikewatch.sink.incidents.Destination;
import org.ikewatch.sink.siem.http.FaultyServer;
import org.ikewatch.sink.siem.http.FaultyServer.Fault;
import org.ikewatch.sink.siem.http.FaultyServer.Request;
import org.ikewatch.sink.siem.http.HttpConfig;
import org.ikewatch.sink.siem.http.HttpFaultsContract;
import org.ikewatch.sink.siem.mapping.Payload;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SplunkDestinationTest extends HttpFaultsContract {
  private final HecFake splunk =
      new HecFake(event -> event.path("fields").path("incidentId").asText().equals("bad"));
  private final PassingTime time = new PassingTime();

  /** Time that passes when it is waited for. */
  private static final class PassingTime implements SplunkDestination.Time {
    private Duration passed = Duration.ZERO;

    @Override
    public long nanos() {
      return passed.toNanos();
    }

    @Override
    public void pass(Duration wait) {
      passed = passed.plus(wait);
    }
  }

  private SplunkConfig config(HttpConfig http, String token, String index, Payload payload) {
    return new SplunkConfig(
        http, token, index, "ikewatch", "ikewatch:incident", payload, Optional.empty());
  }

  @Override
  protected Destination destination(HttpConfig http) {
    return config(http, "s3cret", "", Payload.JSON).open("splunk");
  }

  @Override
  protected Fault good(Request request) {
    return splunk.apply(request);
  }

  private Destination acknowledged() {
    SplunkConfig config =
        new SplunkConfig(
            server.config(GENEROUS),
            "s3cret",
            "",
            "ikewatch",
            "ikewatch:incident",
            Payload.JSON,
            Optional.of(Duration.ofSeconds(30)));
    return new SplunkDestination("splunk", config, time);
  }

  private void deliver(SplunkConfig config, Incident... incidents) {
    try (Destination destination = config.open("splunk")) {
      destination.deliver(List.of(incidents));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"JSON", "CIM", "ECS", "OCSF"})
  void shouldSendEventsInOneRequest(Payload payload) {
    // When
    deliver(
        config(server.config(GENEROUS), "s3cret", "netops", payload),
        incident("a1", 7),
        incident("b", 1));

    // Then
    assertThat(server.received())
        .singleElement()
        .satisfies(
            request -> {
              assertThat(request.path()).isEqualTo("/hook/services/collector/event");
              assertThat(request.headers()).containsKey("x-splunk-request-channel");
              assertThat(request.body())
                  .isEqualTo(
                      event("a1", 7, payload.line(incident("a1", 7)))
                          + event("b", 1, payload.line(incident("b", 1))));
            });
  }

  private static String event(String id, int revision, String payload) {
    return ("{\"time\":1016176458.000,\"host\":\"hpux042\",\"source\":\"ikewatch\","
            + "\"sourcetype\":\"ikewatch:incident\",\"index\":\"netops\","
            + "\"fields\":{\"incidentId\":\"%s\",\"revision\":%d},\"event\":%s}")
        .formatted(id, revision, payload);
  }

  @Test
  void shouldNameTheEventThatIsRefused() {
    assertThatThrownBy(
            () ->
                deliver(
                    config(server.config(GENEROUS), "s3cret", "", Payload.JSON),
                    incident("a1", 7),
                    incident("bad", 1),
                    incident("b", 1)))
        .isInstanceOf(DeliveryException.Permanent.class)
        .extracting("refused")
        .isEqualTo(
            Map.of(
                1,
                "it answers 400: {\"text\":\"Invalid data format\",\"code\":6,"
                    + "\"invalid-event-number\":1}"));
    assertThat(splunk.indexed()).isEmpty();
  }

  @Test
  void shouldBePausedByAnIndexThatIsNotTheTokens() {
    assertThatThrownBy(
            () ->
                deliver(
                    config(server.config(GENEROUS), "s3cret", "secret", Payload.JSON),
                    incident("a1", 7)))
        .isInstanceOf(DeliveryException.Denied.class)
        .hasMessageContaining("Incorrect index");
  }

  @Test
  void shouldBePausedByATokenThatIsNotKnown() {
    assertThatThrownBy(
            () ->
                deliver(
                    config(server.config(GENEROUS), "wrong", "", Payload.JSON), incident("a1", 7)))
        .isInstanceOf(DeliveryException.Denied.class)
        .hasMessageContaining("Invalid token");
  }

  @ParameterizedTest
  @CsvSource({
    "403, 1, Denied",
    "401, 2, Denied",
    "401, 3, Denied",
    "403, 4, Denied",
    "400, 5, Permanent",
    "400, 6, Permanent",
    "400, 7, Denied",
    "500, 8, Retriable",
    "503, 9, Retriable",
    "400, 10, Denied",
    "400, 11, Denied",
    "400, 12, Permanent",
    "400, 13, Permanent",
    "400, 14, Denied",
    "400, 15, Permanent",
    "400, 16, Denied",
    "503, 18, Retriable",
    "503, 19, Retriable",
    "503, 20, Retriable",
    "503, 23, Retriable",
    "413, 27, Permanent",
  })
  void shouldKnowTheCollectorsCodes(int status, int code, String failure) {
    // Given
    server.then(HecFake.code(status, code, "text"));

    // When, Then
    assertThatThrownBy(() -> deliver(GENEROUS))
        .extracting(thrown -> thrown.getClass().getSimpleName())
        .isEqualTo(failure);
  }

  @ParameterizedTest
  @CsvSource({"200, <html>Sign in</html>", "200, {}", "200, {\"code\":3}", "204, ''"})
  void shouldNotTakeAnotherAnswerForADelivery(int status, String body) {
    // Given
    server.then(FaultyServer.answer(status, body));

    // When, Then
    assertThatThrownBy(() -> deliver(GENEROUS))
        .isInstanceOf(DeliveryException.Retriable.class)
        .hasMessageContaining("no answer of a collector");
  }

  @Test
  void shouldWaitForTheIndexers() {
    // Given
    splunk.acknowledging();

    // When
    try (Destination destination = acknowledged()) {
      destination.deliver(List.of(incident("a1", 7)));
      destination.deliver(List.of(incident("b", 1)));
    }

    // Then
    assertThat(server.received())
        .extracting(Request::path)
        .extracting(path -> path.replaceAll(".*/|\\?.*", ""))
        .containsExactly("event", "ack", "ack", "event", "ack", "ack");
    assertThat(server.received().stream().map(r -> r.headers().get("x-splunk-request-channel")))
        .hasSize(6)
        .containsOnly(server.received().get(1).path().replaceAll(".*channel=", ""));
    assertThat(server.received().get(4).body()).isEqualTo("{\"acks\":[1]}");
  }

  @Test
  void shouldSendAgainWhatIsNotAcknowledgedInTime() {
    // Given
    splunk.acknowledging();
    server.otherwise(
        request ->
            request.path().contains("/ack")
                ? FaultyServer.answer(200, "{\"acks\":{\"0\":false}}")
                : splunk.apply(request));

    // When, Then
    try (Destination destination = acknowledged()) {
      assertThatThrownBy(() -> destination.deliver(List.of(incident("a1", 7))))
          .isInstanceOf(DeliveryException.Retriable.class)
          .hasMessage("the indexers do not acknowledge within 30 s");
    }
    assertThat(time.passed).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(33));
  }

  @Test
  void shouldBePausedByATokenWithoutAcknowledgement() {
    try (Destination destination = acknowledged()) {
      assertThatThrownBy(() -> destination.deliver(List.of(incident("a1", 7))))
          .isInstanceOf(DeliveryException.Denied.class)
          .hasMessage("its token has no indexer acknowledgement");
    }
  }

  @ParameterizedTest
  @CsvSource({"503, 19, Retriable", "400, 14, Denied", "400, 10, Denied", "500, 8, Retriable"})
  void shouldNotBlameAnEventForAnAcknowledgementThatFails(int status, int code, String failure) {
    // Given
    splunk.acknowledging();
    server.otherwise(
        request ->
            request.path().contains("/ack")
                ? HecFake.code(status, code, "text")
                : splunk.apply(request));

    // When, Then
    try (Destination destination = acknowledged()) {
      assertThatThrownBy(() -> destination.deliver(List.of(incident("a1", 7))))
          .extracting(thrown -> thrown.getClass().getSimpleName())
          .isEqualTo(failure);
    }
  }
}
