package org.ikewatch.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.ikewatch.ingest.InvalidConfigException;
import org.ikewatch.streams.CorrelateSettings;
import org.ikewatch.streams.CorrelatorConfig;
import org.ikewatch.streams.StreamsTuning;
import org.ikewatch.streams.host.CorrelationConfig;
import org.ikewatch.streams.incident.LifecycleRules;
import org.ikewatch.streams.negotiation.SaLifetimes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class ServiceOptionsTest {
  private static final Path CORRELATE_PAGE = Path.of("../../streams-app/SETTINGS.md");
  private static final Pattern KEY = Pattern.compile("^\\| `([a-z0-9.]+)` \\|", Pattern.MULTILINE);

  /** Every setting of the correlator, none with its default. */
  private static final Map<String, String> CORRELATE =
      Map.ofEntries(
          Map.entry("kafka.bootstrap.servers", "kafka:9092"),
          Map.entry("schema.registry.url", "http://registry:8081"),
          Map.entry("correlate.state.directory", "/state"),
          Map.entry("correlate.threads", "3"),
          Map.entry("correlate.replication.factor", "1"),
          Map.entry("correlate.commit.interval", "100ms"),
          Map.entry("correlate.standby.replicas", "1"),
          Map.entry("correlate.store.cache.bytes", "1MiB"),
          Map.entry("correlate.session.timeout", "6s"),
          Map.entry("correlate.transaction.timeout", "5s"),
          Map.entry("correlate.http.listen", "off"),
          Map.entry("correlate.lifecycle.quiet", "5m"),
          Map.entry("correlate.lifecycle.flap", "20m"),
          Map.entry("correlate.lifecycle.probation", "30s"),
          Map.entry("correlate.lifetime.ikev1", "1h"),
          Map.entry("correlate.lifetime.ikev2", "2h"),
          Map.entry("correlate.grace", "31s"),
          Map.entry("correlate.retention", "1d"),
          Map.entry("correlate.memory.bytes", "2KiB"),
          Map.entry("correlate.buffer.bytes", "4KiB"),
          Map.entry("correlate.host.bytes", "64KiB"),
          Map.entry("correlate.partition.bytes", "1MiB"),
          Map.entry("correlate.cache.bytes", "65KiB"));

  @TempDir private Path directory;

  /** A service with nothing but its options. */
  @Command(name = "service")
  private static final class Service {
    @Mixin private ServiceOptions options;
  }

  private static ServiceOptions given(Map<String, String> environment, String... arguments) {
    Service service = new Service();
    service.options = new ServiceOptions(environment);
    new CommandLine(service).parseArgs(arguments);
    return service.options;
  }

  @Test
  void shouldPreferFlagsToTheEnvironmentAndThatToTheFile() throws IOException {
    // Given
    Path file =
        Files.writeString(
            directory.resolve("ingest.properties"),
            "ingest.hold = 1s\ningest.timezone = UTC\ningest.line.max = 1KiB\n");
    Map<String, String> environment =
        Map.of("IKEWATCH_INGEST_HOLD", "2s", "IKEWATCH_INGEST_TIMEZONE", "Europe/Paris");

    // When
    ServiceOptions options =
        given(environment, "--config", file.toString(), "-D", "ingest.hold=3s");

    // Then
    assertThat(options.settings())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "ingest.hold", "3s", "ingest.timezone", "Europe/Paris", "ingest.line.max", "1KiB"));
  }

  @Test
  void shouldTakeEverySettingOfTheCorrelatorFromEverywhere() throws IOException {
    // Given
    StringBuilder lines = new StringBuilder();
    Map<String, String> environment = new HashMap<>();
    List<String> flags = new ArrayList<>();
    CORRELATE.forEach(
        (key, value) -> {
          lines.append(key).append(" = ").append(value).append('\n');
          environment.put("IKEWATCH_" + key.toUpperCase(Locale.ROOT).replace('.', '_'), value);
          flags.add("-D" + key + "=" + value);
        });
    Path file = Files.writeString(directory.resolve("correlate.properties"), lines);

    // When
    Map<String, String> fromFile = given(Map.of(), "--config", file.toString()).settings();
    Map<String, String> fromEnvironment = given(environment).settings();
    Map<String, String> fromFlags = given(Map.of(), flags.toArray(String[]::new)).settings();

    // Then
    assertThat(documentedKeys()).containsExactlyInAnyOrderElementsOf(CORRELATE.keySet());
    assertThat(fromFile).isEqualTo(CORRELATE);
    assertThat(fromEnvironment).isEqualTo(CORRELATE);
    assertThat(fromFlags).isEqualTo(CORRELATE);
    assertThat(CorrelateSettings.read(fromFlags, ServiceOptions.kafka(fromFlags)))
        .isEqualTo(
            new CorrelatorConfig(
                "kafka:9092",
                Path.of("/state"),
                3,
                1,
                new StreamsTuning(
                    Duration.ofMillis(100),
                    1,
                    1_048_576,
                    Duration.ofSeconds(6),
                    Duration.ofSeconds(5)),
                new CorrelationConfig(
                    new LifecycleRules(
                        Duration.ofMinutes(5), Duration.ofMinutes(20), Duration.ofSeconds(30)),
                    new SaLifetimes(Duration.ofHours(1), Duration.ofHours(2)),
                    Duration.ofSeconds(31),
                    Duration.ofDays(1),
                    2_048,
                    4_096,
                    65_536,
                    1_048_576,
                    66_560),
                "off",
                Map.of()));
  }

  private static List<String> documentedKeys() throws IOException {
    return KEY.matcher(Files.readString(CORRELATE_PAGE))
        .results()
        .map(match -> match.group(1))
        .toList();
  }

  @Test
  void shouldPreferFlagsAlsoForTheCorrelator() throws IOException {
    // Given
    Path file =
        Files.writeString(
            directory.resolve("correlate.properties"),
            """
            kafka.bootstrap.servers = kafka:9092
            schema.registry.url = http://registry:8081
            correlate.threads = 5
            correlate.state.directory = /from/file
            """);
    Map<String, String> environment =
        Map.of(
            "IKEWATCH_CORRELATE_THREADS", "6",
            "IKEWATCH_CORRELATE_STATE_DIRECTORY", "/from/environment",
            "IKEWATCH_KAFKA_LINGER_MS", "0");

    // When
    Map<String, String> settings =
        given(environment, "--config", file.toString(), "-Dcorrelate.threads=7").settings();

    // Then
    assertThat(CorrelateSettings.read(settings, ServiceOptions.kafka(settings)))
        .isEqualTo(
            new CorrelatorConfig(
                "kafka:9092",
                Path.of("/from/environment"),
                7,
                3,
                StreamsTuning.DEFAULT,
                CorrelationConfig.DEFAULT,
                "127.0.0.1:9516",
                Map.of("linger.ms", "0")));
  }

  @Test
  void shouldLeaveWhatIsNoSettingInTheEnvironment() {
    // Given
    Map<String, String> environment =
        Map.of(
            "IKEWATCH_DATA", "/data",
            "IKEWATCH_JAVA_OPTS", "-Xmx1g",
            "IKEWATCH_KAFKA_BOOTSTRAP_SERVERS", "kafka:9092",
            "PATH", "/bin");

    // When
    ServiceOptions options = given(environment);

    // Then
    assertThat(options.settings()).isEqualTo(Map.of("kafka.bootstrap.servers", "kafka:9092"));
  }

  @Test
  void shouldTakeASecretFromAFile() throws IOException {
    // Given
    Path secret = Files.writeString(directory.resolve("jaas"), "module required password=\"x\";\n");

    // When
    ServiceOptions options = given(Map.of(), "-D", "kafka.sasl.jaas.config=@" + secret);

    // Then
    assertThat(options.settings())
        .isEqualTo(Map.of("kafka.sasl.jaas.config", "module required password=\"x\";"));
  }

  @Test
  void shouldNameTheSecretFileThatIsNotThere() {
    // Given
    ServiceOptions options = given(Map.of(), "-D", "kafka.sasl.jaas.config=@/no/such/file");

    // When

    // Then
    assertThatThrownBy(options::settings)
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageContaining("kafka.sasl.jaas.config: /no/such/file cannot be read");
  }
}
