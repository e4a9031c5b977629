package org.ikewatch.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.ikewatch.schemas.settings.InvalidSettingsException;
import org.ikewatch.streams.host.CorrelationConfig;
import org.junit.jupiter.api.Test;

class CorrelateSettingsTest {
  private static final Path PAGE = Path.of("SETTINGS.md");
  private static final String HEAD =
      """
      # Settings of the correlator

      In a file (`--config FILE`, one `key=value` a line), in the environment (`correlate.threads` is
      `IKEWATCH_CORRELATE_THREADS`), which wins over the file, or as flags (`-D key=value`), which win over both. A value
      `@FILE` is the content of that file, so that a secret need not be where others can read it. Every wrong setting is
      reported at start-up, all at once. Further `kafka.` settings go to Kafka Streams and its clients without that prefix.

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
                CorrelationConfig.DEFAULT,
                Map.of()));
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
                        "correlate.state.dir", "/tmp"),
                    Map.of()));

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
            "correlate.state.dir: is not a setting; did you mean correlate.state.directory?");
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
