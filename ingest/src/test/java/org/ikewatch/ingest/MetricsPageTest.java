package org.ikewatch.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.ikewatch.ingest.host.HostDefaults;
import org.ikewatch.ingest.host.HostDirectory;
import org.ikewatch.ingest.publish.KafkaAuditPublisher;
import org.ikewatch.schemas.InMemorySchemaRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The page's table of metrics is what an ingestor with all its listeners shows at {@code /metrics}.
 */
class MetricsPageTest {
  private static final Path PAGE = Path.of("README.md");
  private static final Pattern SCRAPED =
      Pattern.compile("^# TYPE (ikewatch_ingest_\\w+) (\\w+)$", Pattern.MULTILINE);
  private static final Pattern ROW =
      Pattern.compile(
          "^\\| `(ikewatch_ingest_\\w+)` \\| (counter|gauge) \\| \\w+ \\| .+\\. \\|$",
          Pattern.MULTILINE);

  @TempDir private Path directory;

  /** The kind of every metric, by its name. */
  private static Map<String, String> found(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .collect(
            Collectors.toMap(
                match -> match.group(1), MetricsPageTest::kind, (one, other) -> one, TreeMap::new));
  }

  private static String kind(MatchResult match) {
    return match.group(2);
  }

  private String scrape() throws Exception {
    TestPki pki = new TestPki(directory);
    pki.store("server", pki.issue("localhost", "localhost"));
    IngestConfig config =
        IngestConfig.from(
            Map.of(
                "kafka.bootstrap.servers", "broker.invalid:9092",
                "ingest.spool.dir", directory.resolve("spool").toString(),
                "ingest.udp.listen", "127.0.0.1:0",
                "ingest.tcp.listen", "127.0.0.1:0",
                "ingest.relp.listen", "127.0.0.1:0",
                "ingest.tls.listen", "127.0.0.1:0",
                "ingest.tls.certificate", pki.file("server.pem"),
                "ingest.tls.key", pki.file("server.key")));
    PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    IngestMetrics metrics = new IngestMetrics(meters);
    Clock clock = Clock.systemUTC();
    KafkaAuditPublisher publisher =
        KafkaAuditPublisher.open(config, new InMemorySchemaRegistry(), metrics, clock);
    HostDirectory hosts = HostDirectory.empty(HostDefaults.UTC);
    try (Ingestor ingestor = Ingestor.start(config, () -> hosts, publisher, metrics, clock)) {
      assertThat(ingestor.counts().received()).isZero();
      return meters.scrape();
    }
  }

  @Test
  void shouldNameEveryMetricAndNoOther() throws Exception {
    // Given
    String page = Files.readString(PAGE);

    // When
    Map<String, String> shown = found(SCRAPED, scrape());

    // Then
    assertThat(found(ROW, page)).isEqualTo(shown);
  }
}
