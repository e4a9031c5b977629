package org.ikewatch.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.ikewatch.sink.settings.DestinationType;
import org.ikewatch.sink.settings.Setting;
import org.junit.jupiter.api.Test;

/** With {@code -Dsettings.write=true} the page is brought up to date first. */
class SettingsPageTest {
  private static final Path FILE = Path.of("SETTINGS.md");

  private static final String HEAD =
      """
      # Settings of the sink

      In a file (`--config FILE`, one `key=value` a line), in the environment (`sink.siem.url` is `IKEWATCH_SINK_SIEM_URL`),
      which wins over the file, or as flags (`-D key=value`), which win over both. A value `@FILE` is what stands in that
      file: so a secret need not stand where others can read it. Every wrong setting is named at start-up, all at once.
      Further `kafka.` settings go to Kafka's clients without that prefix.

      ```
      sink.destinations=database,siem,hook
      sink.database.url=jdbc:postgresql://db.example.com/ikewatch
      sink.siem.type=syslog
      sink.siem.address=siem.example.com:6514
      sink.siem.tls=true
      sink.siem.format=cef
      sink.hook.type=webhook
      sink.hook.url=https://hook.example.com/ikewatch
      sink.hook.secret=@/etc/ikewatch/hook.secret
      ```

      This page is written from the code.
      """;

  private static String page() {
    StringBuilder page = new StringBuilder(HEAD);
    table(page, "", SinkServiceConfig.OWN);
    page.append("\n## Every destination\n");
    table(page, "sink.NAME.", SinkServiceConfig.COMMON);
    for (DestinationType type : SinkServiceConfig.TYPES) {
      page.append("\n## `sink.NAME.type=" + type.name() + "`\n\n" + type.meaning() + "\n");
      table(page, "sink.NAME.", type.settings());
    }
    return page.toString();
  }

  private static void table(StringBuilder page, String prefix, List<Setting<?>> settings) {
    page.append("\n| key | default | meaning |\n|---|---|---|\n");
    for (Setting<?> setting : settings) {
      String standard =
          setting.standard().map(text -> text.isEmpty() ? "" : "`" + text + "`").orElse("required");
      page.append(
          "| `%s%s` | %s | %s |\n".formatted(prefix, setting.key(), standard, setting.meaning()));
    }
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
}
