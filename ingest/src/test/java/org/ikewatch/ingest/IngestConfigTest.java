package org.ikewatch.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ikewatch.ingest.host.HostDefaults;
import org.ikewatch.ingest.intake.Spokesmen;
import org.ikewatch.ingest.listen.Limits;
import org.ikewatch.ingest.listen.ListenConfig;
import org.ikewatch.ingest.listen.Networks;
import org.ikewatch.ingest.listen.tls.TlsConfig;
import org.ikewatch.ingest.publish.DeliverySettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IngestConfigTest {
  @Test
  void shouldHaveDefaults() {
    // Given
    Map<String, String> settings =
        Map.of("kafka.bootstrap.servers", "kafka:9092", "ingest.name", "ingest-1");

    // When
    IngestConfig config = IngestConfig.from(settings);

    // Then
    assertThat(config)
        .isEqualTo(
            new IngestConfig(
                "ingest-1",
                new ListenConfig(
                    new ListenAddress("0.0.0.0", 5514),
                    2,
                    4 * 1024 * 1024,
                    16 * 1024 * 1024,
                    new ListenAddress("0.0.0.0", 5514),
                    ListenAddress.OFF,
                    ListenAddress.OFF,
                    false,
                    new TlsConfig(
                        "", "", "", List.of(), Duration.ofSeconds(30), Duration.ofSeconds(10)),
                    new Limits(
                        Networks.ALL,
                        0,
                        10_000,
                        1_000,
                        Duration.ofMinutes(10),
                        Duration.ofSeconds(30),
                        64 * 1024 * 1024)),
                "kafka:9092",
                "",
                Duration.ofMillis(200),
                Duration.ofSeconds(5),
                65_536,
                4_096,
                10_000,
                Spokesmen.ALL,
                Duration.ofSeconds(1),
                new DeliverySettings(
                    10_000,
                    16L << 20,
                    Duration.ofSeconds(2),
                    Path.of("spool"),
                    1L << 30,
                    Duration.ofMillis(50),
                    256 << 10),
                Optional.empty(),
                HostDefaults.UTC,
                new ListenAddress("127.0.0.1", 9514),
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
                16L << 20,
                Duration.ofSeconds(5),
                Path.of("spool"),
                20L << 30,
                Duration.ofMillis(10),
                256 << 10));
  }

  @Test
  void shouldNotPrintSecrets() {
    // Given
    Map<String, String> settings =
        Map.of(
            "kafka.bootstrap.servers", "kafka:9092",
            "kafka.sasl.jaas.config", "module required password=geheim;",
            "kafka.ssl.keystore.password", "geheim");

    // When
    String printed = IngestConfig.from(settings).toString();

    // Then
    assertThat(printed).contains("ssl.keystore.password").doesNotContain("geheim");
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
            "schema.registry.url", "ftp://registry",
            "ingest.senders.allowed", "10.0.0.0/8, example.com");

    // When
    InvalidConfigException e =
        catchThrowableOfType(InvalidConfigException.class, () -> IngestConfig.from(settings));

    // Then
    assertThat(e.errors())
        .extracting(error -> error.substring(0, error.indexOf(':')))
        .containsExactlyInAnyOrder(
            "ingest.tcp.listen",
            "ingest.senders.allowed",
            "ingest.hold",
            "ingest.line.max",
            "ingest.timezone",
            "ingest.product",
            "ingest.holt",
            "kafka.acks",
            "kafka.bootstrap.servers",
            "schema.registry.url");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"kafka", "kafka:", "kafka:port", "kafka:65536", "a:9092,b", "b 9092", ":1"})
  void shouldNameTheBrokerThatIsNoAddress(String brokers) {
    // Given
    Map<String, String> settings = Map.of("kafka.bootstrap.servers", brokers);

    // When
    InvalidConfigException e =
        catchThrowableOfType(InvalidConfigException.class, () -> IngestConfig.from(settings));

    // Then
    String wrong = brokers.substring(brokers.indexOf(',') + 1);
    assertThat(e.errors())
        .containsExactly("kafka.bootstrap.servers: '" + wrong + "' is not host:port");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a:1", " a:1 , b.example.com:9092,", "SSL://a:1", "[::1]:9092", "a_b-c:1"})
  void shouldTakeWhatKafkaTakesAsABroker(String brokers) {
    // Given
    Map<String, String> settings = Map.of("kafka.bootstrap.servers", brokers);

    // When
    IngestConfig config = IngestConfig.from(settings);

    // Then
    assertThat(config.bootstrapServers()).isEqualTo(brokers.strip());
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
        .containsExactly(
            "ingest.udp.listen, ingest.tcp.listen, ingest.tls.listen, ingest.relp.listen: all are"
                + " off, nothing can arrive");
  }

  @Test
  void shouldNameWhatTlsLacks() {
    // Given
    Map<String, String> settings =
        Map.of(
            "kafka.bootstrap.servers", "kafka:9092",
            "ingest.tls.listen", "0.0.0.0:6514",
            "ingest.tls.client.names", "*.example.com",
            "ingest.connections.max", "10");

    // When
    InvalidConfigException e =
        catchThrowableOfType(InvalidConfigException.class, () -> IngestConfig.from(settings));

    // Then
    assertThat(e.errors())
        .extracting(error -> error.substring(0, error.indexOf(':')))
        .containsExactlyInAnyOrder(
            "ingest.tls.certificate",
            "ingest.tls.key",
            "ingest.tls.client.names",
            "ingest.connections.sender.max");
  }

  @Test
  void shouldBeNamedAfterItsMachine() throws UnknownHostException {
    // When
    IngestConfig config = IngestConfig.from(Map.of("kafka.bootstrap.servers", "kafka:9092"));

    // Then
    assertThat(config.name()).isEqualTo(InetAddress.getLocalHost().getHostName());
  }

  @ParameterizedTest
  @ValueSource(strings = {"two words", "m\u00fcnchen", "a\u001b[0m"})
  void shouldRefuseANameThatIsNotVisibleAscii(String name) {
    // Given
    Map<String, String> settings =
        Map.of("kafka.bootstrap.servers", "kafka:9092", "ingest.name", name);

    // When

    // Then
    assertThatThrownBy(() -> IngestConfig.from(settings))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageContaining(
            "ingest.name: '%s' is not 1 to 255 visible ASCII characters; give a name that is, such"
                    .formatted(name.replace('\u001b', '?'))
                + " as ingest-1");
  }

  @Test
  void shouldRefuseANameThatIsTooLong() {
    // Given
    Map<String, String> settings =
        Map.of("kafka.bootstrap.servers", "kafka:9092", "ingest.name", "a".repeat(256));

    // When

    // Then
    assertThatThrownBy(() -> IngestConfig.from(settings))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageContaining("ingest.name: 'aaaa")
        .hasMessageContaining("a...' is not 1 to 255 visible ASCII characters");
  }

  @Test
  void shouldRefuseToRefuseOthersWithoutARelay() {
    // Given
    Map<String, String> settings =
        Map.of("kafka.bootstrap.servers", "kafka:9092", "ingest.relays.others", "refuse");

    // When
    assertThatThrownBy(() -> IngestConfig.from(settings))
        // Then
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageContaining(
            "ingest.relays.others: refuses nobody while ingest.relays names no relay");
  }
}
