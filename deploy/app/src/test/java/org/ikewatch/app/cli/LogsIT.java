package org.ikewatch.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.ikewatch.app.broker.EmbeddedBroker;
import org.ikewatch.app.broker.TopicProvisioner;
import org.ikewatch.app.registry.EmbeddedSchemaRegistry;
import org.ikewatch.app.testing.Launcher;
import org.ikewatch.schemas.TopicSettings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the services write about themselves, each in a process of its own. */
class LogsIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private static Path directory;
  private static EmbeddedBroker broker;
  private static EmbeddedSchemaRegistry registry;

  @BeforeAll
  static void start() {
    broker = EmbeddedBroker.start(directory.resolve("kafka"), 0);
    TopicProvisioner.provision(broker.bootstrapServers(), TopicSettings.all(), 1);
    registry = EmbeddedSchemaRegistry.start(broker.bootstrapServers(), 0);
  }

  @AfterAll
  static void stop() {
    registry.close();
    broker.close();
  }

  private static Launcher service(String name, Map<String, String> environment) throws IOException {
    List<String> settings =
        switch (name) {
          case "ingest" ->
              List.of(
                  "ingest.udp.listen=127.0.0.1:0",
                  "ingest.tcp.listen=127.0.0.1:0",
                  "ingest.http.listen=off",
                  "ingest.spool.dir=" + directory.resolve("spool"));
          case "correlate" ->
              List.of(
                  "correlate.state.directory=" + directory.resolve("streams"),
                  "correlate.replication.factor=1",
                  "correlate.http.listen=off");
          default ->
              List.of(
                  "sink.destinations=file",
                  "sink.file.path=" + directory.resolve("incidents.jsonl"),
                  "sink.http.listen=off");
        };
    List<String> arguments = new ArrayList<>(List.of(name));
    arguments.add("-Dkafka.bootstrap.servers=" + broker.bootstrapServers());
    arguments.add("-Dschema.registry.url=" + registry.url());
    settings.forEach(setting -> arguments.add("-D" + setting));
    return Launcher.start(environment, arguments.toArray(String[]::new));
  }

  private static void awaitOutput(Launcher service, Predicate<String> expected) {
    await().atMost(PATIENCE).until(() -> !service.isAlive() || expected.test(service.out()));
  }

  @ParameterizedTest
  @CsvSource({
    "ingest, Ingestor started",
    "correlate, correlator state from=\"CREATED\" to=\"REBALANCING\"",
    "sink, sink started"
  })
  void shouldLogToStandardOutputWithTimeStamps(String name, String message) throws Exception {
    // Given
    Pattern line =
        Pattern.compile(
            "^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z INFO \\w+ "
                + Pattern.quote(message),
            Pattern.MULTILINE);

    // When
    try (Launcher service = service(name, Map.of())) {
      awaitOutput(service, out -> line.matcher(out).find());

      // Then
      assertThat(service.out()).containsPattern(line);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"IKEWATCH_JAVA_OPTS", "JAVA_TOOL_OPTIONS"})
  void shouldLogAsTheOperatorsOwnConfigurationSays(String variable) throws Exception {
    // Given
    Path configuration = Files.writeString(directory.resolve(variable + ".xml"), OPERATORS);
    Map<String, String> environment =
        Map.of(variable, "-Dlogback.configurationFile=" + configuration);

    // When
    try (Launcher service = service("correlate", environment)) {
      awaitOutput(service, out -> out.contains("correlator state"));

      // Then
      assertThat(service.out())
          .startsWith("operator's own INFO correlator state\n")
          .doesNotContain("Z INFO Correlator");
    }
  }

  private static final String OPERATORS =
      """
      <configuration>
        <appender name="OUT" class="ch.qos.logback.core.ConsoleAppender">
          <encoder>
            <pattern>operator's own %level %msg%n</pattern>
          </encoder>
        </appender>
        <logger name="org.ikewatch" level="INFO"/>
        <root level="ERROR">
          <appender-ref ref="OUT"/>
        </root>
      </configuration>
      """;
}
