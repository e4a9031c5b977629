package org.ikewatch.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.ikewatch.ingest.host.HostDefaults;
import org.ikewatch.ingest.publish.DeliverySettings;
import org.junit.jupiter.api.Test;

class IngestConfigTest {
  @Test
  void shouldHaveDefaults() {
    // Given
    Map<String, String> settings = Map.of("kafka.bootstrap.servers", "kafka:9092");

    // When
    IngestConfig config = IngestConfig.from(settings);

    // Then
    assertThat(config)
        .isEqualTo(
            new IngestConfig(
                new ListenAddress("0.0.0.0", 5514),
                new ListenAddress("0.0.0.0", 5514),
                "kafka:9092",
                "",
                Duration.ofMillis(200),
                Duration.ofSeconds(5),
                65_536,
                4_096,
                10_000,
                Duration.ofSeconds(1),
                new DeliverySettings(
                    50_000,
                    Duration.ofSeconds(2),
                    Optional.empty(),
                    1L << 30,
                    Duration.ofMillis(50)),
                Optional.empty(),
                HostDefaults.UTC,
                Map.of()));
  }

  @Test
  void shouldHandKafkaSettingsOn() {
    // Given
    Map<String, String> settings =
        Map.of("kafka.bootstrap.servers", "kafka:9092", "kafka.security.protocol", "SSL");

    // When
    IngestConfig config = IngestConfig.from(settings);

    // Then
    assertThat(config.kafka()).containsExactly(Map.entry("security.protocol", "SSL"));
  }

  @Test
  void shouldReadWhereAndHowMuchToSpool() {
    // Given
    Map<String, String> settings =
        Map.of(
            "kafka.bootstrap.servers", "kafka:9092",
            "ingest.inflight.max", "1000",
            "ingest.broker.patience", "5s",
            "ingest.spool.dir", "spool",
            "ingest.spool.max", "20GiB",
            "ingest.spool.sync", "10ms");

    // When
    IngestConfig config = IngestConfig.from(settings);

    // Then
    assertThat(config.delivery())
        .isEqualTo(
            new DeliverySettings(
                1_000,
                Duration.ofSeconds(5),
                Optional.of(Path.of("spool")),
                20L << 30,
                Duration.ofMillis(10)));
  }

  @Test
  void shouldNameEveryErrorAtOnce() {
    // Given
    Map<String, String> settings =
        Map.of(
            "ingest.udp.listen", "off",
            "ingest.tcp.listen", "nowhere",
            "ingest.hold", "soon",
            "ingest.line.max", "-1",
            "ingest.timezone", "Mars/Olympus",
            "ingest.product", "B.11",
            "ingest.holt", "1s",
            "kafka.acks", "0",
            "schema.registry.url", "ftp://registry");

    // When
    InvalidConfigException e =
        catchThrowableOfType(InvalidConfigException.class, () -> IngestConfig.from(settings));

    // Then
    assertThat(e.errors())
        .extracting(error -> error.substring(0, error.indexOf(':')))
        .containsExactlyInAnyOrder(
            "ingest.tcp.listen",
            "ingest.hold",
            "ingest.line.max",
            "ingest.timezone",
            "ingest.product",
            "ingest.holt",
            "kafka.acks",
            "kafka.bootstrap.servers",
            "schema.registry.url");
  }

  @Test
  void shouldRefuseToListenNowhere() {
    // Given
    Map<String, String> settings =
        Map.of(
            "kafka.bootstrap.servers", "kafka:9092",
            "ingest.udp.listen", "off",
            "ingest.tcp.listen", "off");

    // When
    InvalidConfigException e =
        catchThrowableOfType(InvalidConfigException.class, () -> IngestConfig.from(settings));

    // Then
    assertThat(e.errors())
        .containsExactly("ingest.udp.listen, ingest.tcp.listen: both are off, nothing can arrive");
  }
}
