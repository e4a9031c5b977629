package org.ikewatch.app.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.ikewatch.ingest.ListenAddress;
import org.ikewatch.ingest.listen.BindException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OperationsServerTest {
  private final PrometheusMeterRegistry meters =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private Health health = Health.GOOD;
  private final OperationsServer server =
      OperationsServer.start(
          "ingest.http.listen", new ListenAddress("127.0.0.1", 0), meters, () -> health);

  /** What came back. */
  private record Answer(int status, String body) {}

  private Answer get(String path) throws IOException, InterruptedException {
    HttpResponse<String> response =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    return new Answer(response.statusCode(), response.body());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void shouldBeAliveAndReady() throws Exception {
    assertThat(get("/livez")).isEqualTo(new Answer(200, "{\"status\":\"alive\"}"));
    assertThat(get("/readyz")).isEqualTo(new Answer(200, "{\"status\":\"ready\"}"));
  }

  @Test
  void shouldSayWhatIsWrong() throws Exception {
    // Given
    health = new Health(true, "the broker is unavailable, 12 lines are spooled");

    // When
    Answer answer = get("/readyz");

    // Then
    assertThat(answer)
        .isEqualTo(
            new Answer(
                200,
                "{\"status\":\"degraded\",\"reason\":\"the broker is unavailable, 12 lines are spooled\"}"));
  }

  @Test
  void shouldNotBeReadyWhereItCannotKeepInput() throws Exception {
    // Given
    health = new Health(false, "the spool is full");

    // When
    Answer answer = get("/readyz");

    // Then
    assertThat(answer)
        .isEqualTo(new Answer(503, "{\"status\":\"unready\",\"reason\":\"the spool is full\"}"));
  }

  @Test
  void shouldNotBeAliveWhereOnlyARestartHelps() throws Exception {
    // Given
    health = new Health(false, false, "it has ended");

    // When
    Answer livez = get("/livez");
    Answer readyz = get("/readyz");

    // Then
    assertThat(livez)
        .isEqualTo(new Answer(503, "{\"status\":\"dead\",\"reason\":\"it has ended\"}"));
    assertThat(readyz)
        .isEqualTo(new Answer(503, "{\"status\":\"unready\",\"reason\":\"it has ended\"}"));
  }

  @Test
  void shouldShowTheMetrics() throws Exception {
    // Given
    meters.counter("ikewatch_ingest_received_lines").increment(3);

    // When
    Answer answer = get("/metrics");

    // Then
    assertThat(answer.body()).contains("ikewatch_ingest_received_lines_total 3.0");
  }

  @Test
  void shouldNameTheSettingOfATakenAddress() {
    assertThatThrownBy(
            () ->
                OperationsServer.start(
                    "ingest.http.listen",
                    new ListenAddress("127.0.0.1", server.port()),
                    meters,
                    () -> Health.GOOD))
        .isInstanceOf(BindException.class)
        .hasMessageContaining("ingest.http.listen");
  }
}
