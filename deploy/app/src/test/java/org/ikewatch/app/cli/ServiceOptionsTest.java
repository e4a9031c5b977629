package org.ikewatch.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.ikewatch.ingest.InvalidConfigException;
import org.ikewatch.streams.CorrelateSettings;
import org.ikewatch.streams.CorrelatorConfig;
import org.ikewatch.streams.host.CorrelationConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class ServiceOptionsTest {
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
  void shouldTakeSettingsOfTheCorrelatorFromEverywhere() throws IOException {
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
            "IKEWATCH_CORRELATE_STATE_DIRECTORY", "/from/environment");

    // When
    Map<String, String> settings =
        given(
                environment,
                "--config",
                file.toString(),
                "-Dcorrelate.threads=7",
                "-Dcorrelate.replication.factor=1")
            .settings();

    // Then
    assertThat(CorrelateSettings.read(settings, ServiceOptions.kafka(settings)))
        .isEqualTo(
            new CorrelatorConfig(
                "kafka:9092",
                Path.of("/from/environment"),
                7,
                1,
                CorrelationConfig.DEFAULT,
                Map.of()));
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
