package org.ikewatch.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.ikewatch.schemas.settings.InvalidSettingsException;
import org.ikewatch.schemas.settings.Setting;
import org.ikewatch.streams.host.CorrelationConfig;
import org.ikewatch.streams.incident.LifecycleRules;
import org.ikewatch.streams.negotiation.SaLifetimes;
import org.junit.jupiter.api.Test;

class CorrelateSettingsTest {
  private static final Path PAGE = Path.of("SETTINGS.md");
  private static final String HEAD =
      """
      # Settings of the correlator

      In a file (`--config FILE`, one `key=value` a line), in the environment (`correlate.threads` is
      `IKEWATCH_CORRELATE_THREADS`), which wins over the file, or as flags (`-D key=value`), which win over both. A value
      `@FILE` is the content of that file, so that a secret need not be where others can read it. Every wrong setting is
      reported at start-up, all at once. Further `kafka.` settings go to Kafka Streams and its clients without that prefix and
      win over what the correlator sets itself; `application.id`, `bootstrap.servers`, `group.id` and `processing.guarantee`
      are refused.

      This table is generated from the code: run `CorrelateSettingsTest` with `-Dsettings.write=true`.

      """;

  @Test
  void shouldHaveDefaults() {
    // When
    CorrelatorConfig config =
        CorrelateSettings.read(
            Map.of(
                "kafka.bootstrap.servers", "kafka:9092",
                "schema.registry.url", "http://registry:8081",
                "correlate.state.directory", "/var/lib/ikewatch/streams",
                "ingest.hold", "another part's"),
            Map.of());

    // Then
    assertThat(config)
        .isEqualTo(
            new CorrelatorConfig(
                "kafka:9092",
                Path.of("/var/lib/ikewatch/streams"),
                2,
                3,
                new StreamsTuning(
                    Duration.ofMillis(200),
                    0,
                    33_554_432,
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(10)),
                CorrelationConfig.DEFAULT,
                "127.0.0.1:9516",
                Map.of()));
    assertThat(config.tuning()).isEqualTo(StreamsTuning.DEFAULT);
  }

  @Test
  void shouldTakeEverySetting() {
    // Given
    Map<String, String> given =
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
    List<String> keys = CorrelateSettings.GROUP.settings().stream().map(Setting::key).toList();

    // When
    CorrelatorConfig config = CorrelateSettings.read(given, Map.of("linger.ms", "0"));

    // Then
    assertThat(given).containsOnlyKeys(keys);
    assertThat(config)
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
                Map.of("linger.ms", "0")));
  }

  @Test
  void shouldNameSettingsThatConflictAndThoseThatAreReserved() {
    // When
    InvalidSettingsException e =
        catchThrowableOfType(
            InvalidSettingsException.class,
            () ->
                CorrelateSettings.read(
                    Map.of(
                        "kafka.bootstrap.servers", "kafka:9092",
                        "schema.registry.url", "http://registry:8081",
                        "correlate.state.directory", "/state",
                        "correlate.grace", "1h",
                        "correlate.retention", "1m",
                        "correlate.lifecycle.probation", "11m"),
                    Map.of(
                        "application.id", "other",
                        "processing.guarantee", "at_least_once",
                        "main.consumer.group.id", "other",
                        "producer.bootstrap.servers", "other:9092",
                        "producer.linger.ms", "0")));

    // Then
    assertThat(e.errors())
        .containsExactly(
            "correlate.lifecycle.probation: is longer than correlate.lifecycle.quiet; make it at"
                + " most as long",
            "correlate.retention: is shorter than correlate.grace; make it at least as long",
            "kafka.application.id: is set by the correlator itself; remove it",
            "kafka.main.consumer.group.id: is set by the correlator itself; remove it",
            "kafka.processing.guarantee: is set by the correlator itself; remove it",
            "kafka.producer.bootstrap.servers: is not a setting; give kafka.bootstrap.servers");
  }

  @Test
  void shouldNameEveryErrorAtOnce() {
    // When
    InvalidSettingsException e =
        catchThrowableOfType(
            InvalidSettingsException.class,
            () ->
                CorrelateSettings.read(
                    Map.of(
                        "correlate.threads", "0",
                        "correlate.replication.factor", "three",
                        "correlate.memory.bytes", "1KiB",
                        "correlate.session.timeout", "5s",
                        "correlate.http.listen", "9516",
                        "correlate.state.dir", "/tmp"),
                    Map.of("group.id", "other")));

    // Then
    assertThat(e.errors())
        .containsExactly(
            "kafka.bootstrap.servers: is required; give a text, in --config FILE or as -D"
                + " kafka.bootstrap.servers=VALUE",
            "schema.registry.url: is required; give a text, in --config FILE or as -D"
                + " schema.registry.url=VALUE",
            "correlate.state.directory: is required; give a path, in --config FILE or as -D"
                + " correlate.state.directory=VALUE",
            "correlate.threads: '0' is not a whole number from 1 to 1000; the default is 2",
            "correlate.replication.factor: 'three' is not a whole number from 1 to 32767; the"
                + " default is 3",
            "correlate.session.timeout: '5s' is not a duration from 6s to 30m, in ms, s, m, h or d;"
                + " the default is 10s",
            "correlate.http.listen: '9516' is not host:port or off; the default is 127.0.0.1:9516",
            "correlate.memory.bytes: '1KiB' is not a size from 2KiB to 1GiB, in B, KiB, MiB or GiB;"
                + " the default is 64KiB",
            "correlate.state.dir: is not a setting; did you mean correlate.state.directory?",
            "kafka.group.id: is set by the correlator itself; remove it");
  }

  @Test
  void shouldBeOnItsPage() throws IOException {
    // Given
    String page = CorrelateSettings.GROUP.page(HEAD);
    if (Boolean.getBoolean("settings.write")) {
      Files.writeString(PAGE, page);
    }

    // When
    String written = Files.readString(PAGE);

    // Then
    assertThat(written).isEqualTo(page);
  }
}
