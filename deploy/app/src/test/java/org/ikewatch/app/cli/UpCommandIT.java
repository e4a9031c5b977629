package org.ikewatch.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ikewatch.app.testing.Launcher;
import org.ikewatch.app.testing.Syslog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpCommandIT {
  private static final Pattern SYSLOG = Pattern.compile("udp and tcp 127\\.0\\.0\\.1:(\\d+)");
  private static final Pattern LOG = Pattern.compile("  log +(\\S+)");
  private static final Pattern METRICS = Pattern.compile("  metrics +(\\S+)");
  private static final Pattern LOG_LINE =
      Pattern.compile(
          "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z INFO EmbeddedBroker"
              + " embedded broker started");

  @TempDir private Path data;

  private Launcher up(String... more) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("up", "--data", data.toString()));
    arguments.addAll(List.of("--syslog-port", "0", "--kafka-port", "0", "--registry-port", "0"));
    arguments.addAll(List.of(more));
    return Launcher.start(arguments.toArray(String[]::new));
  }

  private static InetSocketAddress awaitUp(Launcher ikewatch) {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> !ikewatch.isAlive() || ikewatch.out().contains("Ctrl-C stops everything"));
    Matcher address = SYSLOG.matcher(ikewatch.out());
    assertThat(address.find()).as(ikewatch.out()).isTrue();
    return new InetSocketAddress(
        InetAddress.getLoopbackAddress(), Integer.parseInt(address.group(1)));
  }

  @Test
  void shouldPrintTheSamplesIncidentAndEndAtCtrlC() throws Exception {
    try (Launcher ikewatch = up()) {
      // Given
      InetSocketAddress syslog = awaitUp(ikewatch);

      // When
      Syslog.tcp(
          syslog,
          "Msg: 413 From: IKMPD Lvl: ERROR Date: Fri Mar 15 07:14:18 2002",
          "Event: MM negotiation timeout, src 15.2.2.2");
      Syslog.udp(
          syslog,
          "<155>Mar 15 07:14:20 hpux042 ikmpd: Msg: 413 From: IKMPD Lvl: ERROR Date: Fri Mar 15"
              + " 07:14:18 2002 Event: MM negotiation timeout, src 15.2.2.2");

      // Then
      await()
          .atMost(Duration.ofSeconds(10))
          .until(
              () ->
                  ikewatch.out().contains("OPEN  MM_FAILURE  CONFIRMED  127.0.0.1 -> 15.2.2.2")
                      && ikewatch
                          .out()
                          .contains("OPEN  MM_FAILURE  CONFIRMED  hpux042 -> 15.2.2.2"));
      List<ProcessHandle> descendants = ikewatch.descendants();
      ikewatch.interrupt();
      Launcher.Ended ended = ikewatch.awaitEnd(Duration.ofSeconds(10));
      assertThat(ended.exitCode()).isEqualTo(130);
      assertThat(ended.out()).endsWith("stopping\nstopped\n");
      assertThat(ended.err()).isEmpty();
      assertThat(descendants).noneMatch(ProcessHandle::isAlive);
      assertThat(data.resolve("incidents.db")).isNotEmptyFile();
      explainsWhatItPrinted(ended.out());
    }
  }

  private void explainsWhatItPrinted(String printed) throws Exception {
    Matcher incident =
        Pattern.compile("hpux042 -> 15\\.2\\.2\\.2  (\\w{8})\\w+ rev 1").matcher(printed);
    assertThat(incident.find()).as(printed).isTrue();
    Launcher.Ended explained =
        Launcher.run("explain", "--data", data.toString(), incident.group(1));
    assertThat(explained.exitCode()).as(explained.err()).isZero();
    assertThat(explained.out())
        .contains(
            "because   It failed: Msg 413 of 2002-03-15T07:14:18Z says"
                + " \"MM negotiation timeout, src 15.2.2.2\".");
    assertThat(Launcher.run("explain", "--data", data.toString(), "zzz"))
        .satisfies(
            unknown -> {
              assertThat(unknown.exitCode()).isEqualTo(2);
              assertThat(unknown.err()).contains("no incident's id begins with zzz");
            });
  }

  @Test
  void shouldShowTheDemosIncidents() throws Exception {
    // Given
    try (Launcher ikewatch = up("--demo")) {
      awaitUp(ikewatch);

      // When
      await()
          .atMost(Duration.ofSeconds(60))
          .until(
              () -> ikewatch.out().contains("QM_TRIGGERED_DELETE  CONFIRMED  hpux002 -> 15.2.0.3"));

      // Then
      assertThat(ikewatch.out())
          .contains("A simulated fleet of 20 hosts begins to talk.")
          .contains("OPEN  MM_FAILURE  CONFIRMED  hpux001 -> 15.2.0.2")
          .contains("MM negotiation timeout, src 15.2.0.2");
    }
  }

  @Test
  void shouldLogIntoTheFileThatItAnnounces() throws Exception {
    // When
    try (Launcher ikewatch = up()) {
      awaitUp(ikewatch);

      // Then
      Matcher announced = LOG.matcher(ikewatch.out());
      assertThat(announced.find()).as(ikewatch.out()).isTrue();
      assertThat(Path.of(announced.group(1)))
          .isEqualTo(data.resolve("ikewatch.log"))
          .content()
          .containsPattern(LOG_LINE);
      assertThat(ikewatch.out()).doesNotContainPattern(LOG_LINE);
    }
  }

  @Test
  void shouldServeTheMetricsAndHealthOfEveryPartWhereItIsAskedTo() throws Exception {
    // When
    try (Launcher ikewatch = up("--http-port", "0")) {
      awaitUp(ikewatch);

      // Then
      Matcher announced = METRICS.matcher(ikewatch.out());
      assertThat(announced.find()).as(ikewatch.out()).isTrue();
      URI metrics = URI.create(announced.group(1));
      assertThat(get(metrics))
          .contains("ikewatch_ingest_received_lines_total 0.0")
          .contains("ikewatch_correlate_client_state{state=\"RUNNING\"} 1.0")
          .contains("ikewatch_sink_lag_seconds{destination=\"database\"}");
      assertThat(get(metrics.resolve("/livez"))).isEqualTo("{\"status\":\"alive\"}");
      assertThat(get(metrics.resolve("/readyz"))).isEqualTo("{\"status\":\"ready\"}");
    }
  }

  private static String get(URI uri) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }

  @Test
  void shouldComeUpAgainAfterACrash() throws Exception {
    // Given
    try (Launcher crashed = up()) {
      Syslog.tcp(
          awaitUp(crashed),
          "Msg: 413 From: IKMPD Lvl: ERROR Date: Fri Mar 15 07:14:18 2002",
          "Event: MM negotiation timeout, src 15.2.2.2");
      await().atMost(Duration.ofSeconds(10)).until(() -> crashed.out().contains(" rev 1\n"));
      crashed.kill();
    }

    // When
    try (Launcher ikewatch = up()) {
      Syslog.tcp(
          awaitUp(ikewatch),
          "Msg: 414 From: IKMPD Lvl: ERROR Date: Fri Mar 15 07:14:55 2002",
          "Event: MM negotiation timeout, src 15.2.2.2");

      // Then
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> ikewatch.out().contains("2 attempts since 2002-03-15T07:14:18Z"));
      assertThat(ikewatch.out()).contains(" rev 2\n");
      assertThat(Files.exists(data.resolve("incidents.db"))).isTrue();
    }
  }
}
