package org.ikewatch.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** With {@code -Dsettings.write=true} the page is brought up to date first. */
class SettingsPageTest {
  private static final Path FILE = Path.of("SETTINGS.md");

  private static final String HEAD =
      """
      # Settings of the ingestor

      In a file (`--config FILE`, one `key=value` a line), in the environment (`ingest.tcp.listen` is
      `IKEWATCH_INGEST_TCP_LISTEN`), which wins over the file, or as flags (`-D key=value`), which win over both. A value
      `@FILE` is what stands in that file: so a secret need not stand where others can read it. Every wrong setting is
      named at start-up, all at once. `kafka.bootstrap.servers` is required; further `kafka.` settings go to Kafka's
      clients without that prefix.

      This table is written from the code.

      | key | default | meaning |
      |---|---|---|
      """;

  private static String page() {
    StringBuilder page = new StringBuilder(HEAD);
    for (Setting<?> setting : IngestSettings.ALL) {
      String standard = setting.standard().isEmpty() ? "" : "`" + setting.standard() + "`";
      page.append("| `%s` | %s | %s |%n".formatted(setting.key(), standard, setting.meaning()));
    }
    return page.toString();
  }

  @Test
  void shouldNameEverySetting() throws IOException {
    // Given
    if (Boolean.getBoolean("settings.write")) {
      Files.writeString(FILE, page());
    }

    // When
    String written = Files.readString(FILE);

    // Then
    assertThat(written).isEqualTo(page());
  }

  @Test
  void shouldReadEveryDefault() {
    for (Setting<?> setting : IngestSettings.ALL) {
      assertThat(setting.reader().apply(setting.standard())).as(setting.key()).isNotNull();
      assertThat(setting.meaning()).as(setting.key()).endsWith(".");
    }
  }
}
