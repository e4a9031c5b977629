package org.ikewatch.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.ikewatch.ingest.host.HostDefaults;
import org.ikewatch.ingest.host.HostDirectory;
import org.ikewatch.schemas.AuditRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against {@code logger(1)}, which sends every line of a file as one message. */
class RealSendersTest {
  private static final Path LOGGER = Path.of("/usr/bin/logger");

  private final IngestMetrics metrics = new IngestMetrics(new SimpleMeterRegistry());
  private final RecordingPublisher published = new RecordingPublisher(metrics);
  private Ingestor ingestor;

  @BeforeEach
  void start() {
    assumeThat(LOGGER).exists();
    ingestor =
        Ingestor.start(
            IngestConfig.from(
                Map.of(
                    "kafka.bootstrap.servers", "unused:9092",
                    "ingest.hold", "2s",
                    "ingest.udp.listen", "127.0.0.1:0",
                    "ingest.tcp.listen", "127.0.0.1:0")),
            () -> HostDirectory.empty(HostDefaults.UTC),
            published,
            metrics,
            Clock.systemUTC());
  }

  @AfterEach
  void stop() {
    if (ingestor != null) {
      ingestor.close();
    }
  }

  /** What an operator types: each command is a connection of its own. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "--udp",
        "--tcp",
        "--tcp --rfc3164",
        "--tcp --octet-count",
        "--tcp --octet-count --rfc3164"
      })
  void shouldJoinTheLinesOfSeparateCommands(String options)
      throws IOException, InterruptedException {
    // Given
    List<String> lines =
        List.of(
            "Msg: 413 From: IKMPD Lvl: ERROR Date: Fri Mar 15 07:14:18 2002",
            "Event: MM negotiation timeout, src 15.2.2.2");

    // When
    for (String line : lines) {
      logger(options, line);
    }

    // Then
    await().until(() -> published.records().size() == 1);
    assertThat(published.texts()).containsExactly("MM negotiation timeout, src 15.2.2.2");
    assertThat(published.records().get(0).getFlags()).isEmpty();
    assertThat(ingestor.counts()).isEqualTo(new IngestMetrics.Counts(2, 2, 0, 0, 0));
  }

  private void logger(String options, String... arguments)
      throws IOException, InterruptedException {
    int port = (options.contains("udp") ? ingestor.udpAddress() : ingestor.tcpAddress()).getPort();
    List<String> command = new ArrayList<>(List.of(LOGGER.toString()));
    command.addAll(List.of(options.split(" ", -1)));
    command.addAll(List.of("-n", "127.0.0.1", "-P", String.valueOf(port)));
    command.addAll(List.of("-i", "-t", "ikmpd", "-p", "local3.err"));
    command.addAll(List.of(arguments));
    assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--udp --rfc3164",
        "--udp --rfc5424",
        "--tcp --rfc3164",
        "--tcp --rfc5424",
        "--tcp --octet-count --rfc3164",
        "--tcp --octet-count --rfc5424"
      })
  void shouldReadWhatLoggerSends(String options, @TempDir Path directory)
      throws IOException, InterruptedException {
    // Given
    Path file =
        Files.writeString(
            directory.resolve("audit.txt"),
            """
            Msg: 221 From: IKMPD Lvl: DEBUG Date: Fri Feb 20 23:00:04 2009
            Event: local 10.1.1.1/500 - remote 10.2.2.2/500:ike_sa 40079580 sta
            te INI_IKE_SA_INIT_SENT -> DYING
            Msg: 413 From: IKMPD Lvl: ERROR Date: Fri Mar 15 07:14:18 2002
            Event: MM negotiation timeout, src 15.2.2.2
            """);

    // When
    logger(options, "-f", file.toString());

    // Then
    await().until(() -> published.records().size() == 2);
    assertThat(published.records())
        .extracting(AuditRecord::getSignal)
        .containsExactly("IKEV2_STATE", "MM_TIMEOUT");
    assertThat(published.records())
        .extracting(AuditRecord::getFlags)
        .containsExactly(List.of("WRAPPED"), List.of());
    assertThat(published.records())
        .extracting(AuditRecord::getHost)
        .doesNotContain("", "127.0.0.1");
    assertThat(ingestor.counts()).isEqualTo(new IngestMetrics.Counts(5, 5, 0, 0, 0));
  }
}
