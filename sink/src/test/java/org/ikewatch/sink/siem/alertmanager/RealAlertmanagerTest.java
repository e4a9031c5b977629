package org.ikewatch.sink.siem.alertmanager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;
import static org.ikewatch.sink.Samples.incident;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.ikewatch.schemas.Incident;
import org.ikewatch.schemas.Status;
import org.ikewatch.sink.incidents.Destination;
import org.ikewatch.sink.siem.http.HttpConfig;
import org.ikewatch.sink.siem.mapping.FormatSamples;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against Debian's Alertmanager; where it is not there, its tests are skipped. */
class RealAlertmanagerTest {
  private static final Path ALERTMANAGER = Path.of("/usr/bin/prometheus-alertmanager");
  private static final Duration GENEROUS = Duration.ofSeconds(30);

  @TempDir private Path directory;
  private final HttpClient client = HttpClient.newHttpClient();
  private final JsonMapper mapper = new JsonMapper();
  private Instant now = Instant.now();
  private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
  private Process process;
  private URI url;

  @BeforeEach
  void start() throws IOException {
    assumeThat(ALERTMANAGER).exists();
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      url = URI.create("http://127.0.0.1:" + free.getLocalPort());
    }
    Files.writeString(
        directory.resolve("config.yml"), "route: {receiver: none}\nreceivers: [{name: none}]\n");
    run();
  }

  private void run() throws IOException {
    process =
        new ProcessBuilder(
                ALERTMANAGER.toString(),
                "--config.file=" + directory.resolve("config.yml"),
                "--storage.path=" + directory.resolve("data"),
                "--cluster.listen-address=",
                "--web.listen-address=" + url.getAuthority())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("log").toFile())
            .start();
    await().atMost(GENEROUS).ignoreExceptions().until(() -> firing().isEmpty());
  }

  @AfterEach
  void stop() throws InterruptedException {
    if (process != null) {
      process.destroy();
      assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  private Destination open(Clock clock) {
    AlertmanagerConfig config =
        new AlertmanagerConfig(
            new HttpConfig(url, GENEROUS, Optional.empty()),
            "",
            Map.of("team", "network"),
            Duration.ofMinutes(1),
            Duration.ofHours(1),
            Optional.empty());
    return new AlertmanagerDestination("alerts", config, clock);
  }

  /** The alerts that fire, by incident id: the annotated revision of each. */
  private Map<String, String> firing() throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(url.resolve("/api/v2/alerts")).build();
    JsonNode alerts =
        mapper.readTree(client.send(request, HttpResponse.BodyHandlers.ofString()).body());
    Map<String, String> firing = new TreeMap<>();
    alerts.forEach(
        alert -> {
          assertThat(alert.at("/labels/team").asText()).isEqualTo("network");
          firing.put(
              alert.at("/labels/incident_id").asText(), alert.at("/annotations/revision").asText());
        });
    return firing;
  }

  private void thenFiring(Map<String, String> expected) {
    await().atMost(GENEROUS).untilAsserted(() -> assertThat(firing()).isEqualTo(expected));
  }

  @Test
  void shouldFireWhileItIsOpen() {
    // Given
    Incident over = incident("a1", 4);
    over.setStatus(Status.RESOLVED);

    // When, Then
    try (Destination destination = open(clock)) {
      destination.deliver(List.of(incident("a1", 1), incident("b", 1)));
      thenFiring(Map.of("a1", "1", "b", "1"));
      destination.deliver(List.of(incident("a1", 3)));
      thenFiring(Map.of("a1", "3", "b", "1"));
      destination.deliver(List.of(over));
      thenFiring(Map.of("b", "1"));
      destination.deliver(List.of(incident("a1", 5)));
      thenFiring(Map.of("a1", "5", "b", "1"));
    }
  }

  @Test
  void shouldTakeEveryKindOfIncident() {
    // When
    try (Destination destination = open(clock)) {
      destination.deliver(FormatSamples.incidents());
    }

    // Then
    thenFiring(Map.of("a1", "1", "c0ffee", "1", "9a7e", "12"));
  }

  @Test
  void shouldFireAgainAfterItsRestart() throws Exception {
    // Given
    try (Destination destination = open(clock)) {
      destination.deliver(List.of(incident("a1", 1)));
      thenFiring(Map.of("a1", "1"));
      stop();
      run();
      assertThat(firing()).isEmpty();

      // When
      now = now.plus(Duration.ofMinutes(1));
      destination.renew();

      // Then
      thenFiring(Map.of("a1", "1"));
    }
  }
}
