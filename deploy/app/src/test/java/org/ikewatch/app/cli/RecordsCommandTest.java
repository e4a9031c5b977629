package org.ikewatch.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordsCommandTest {
  @TempDir private Path directory;

  @Test
  void shouldPrintAuditFilesAsTunnelActivity() throws IOException {
    // Given
    Path file =
        Files.writeString(
            directory.resolve("hpux042.txt"),
            """
            Msg: 413 From: IKMPD Lvl: ERROR Date: Fri Mar 15 07:14:18 2002
            Event: MM negotiation timeout, src 15.2.2.2
            """);

    // When
    Ran ran = Ran.of("records", file);

    // Then
    assertThat(ran.exit()).isEqualTo(ExitCode.DONE);
    assertThat(ran.err()).isEmpty();
    assertThat(ran.out().lines())
        .singleElement()
        .asString()
        .startsWith(
            "{\"category_uid\":4,\"category_name\":\"Network Activity\",\"class_uid\":4014,"
                + "\"class_name\":\"Tunnel Activity\",\"activity_id\":1,\"activity_name\":\"Open\","
                + "\"type_uid\":401401,\"type_name\":\"Tunnel Activity: Open\",\"time\":1016176458000,"
                + "\"message\":\"MM negotiation timeout, src 15.2.2.2\"")
        .contains("\"device\":{\"hostname\":\"hpux042\"", "\"dst_endpoint\":{\"ip\":\"15.2.2.2\"}");
  }

  @Test
  void shouldSayWhatItNeedsToReadTheTopic() {
    // When
    Ran ran = Ran.of("records");

    // Then
    assertThat(ran.exit()).isEqualTo(ExitCode.USAGE);
    assertThat(ran.err()).contains("kafka.bootstrap.servers: is required");
  }

  @Test
  void shouldPrintTheIndexTemplate() {
    // When
    Ran ran = Ran.of("sink", "template", "--index", "incidents");

    // Then
    assertThat(ran.exit()).isEqualTo(ExitCode.DONE);
    assertThat(ran.out()).contains("\"index_patterns\": [\"incidents\"]").endsWith("}\n");
  }

  @Test
  void shouldRefuseAnIndexThatCannotBe() {
    // When
    Ran ran = Ran.of("sink", "template", "--index", "Incidents");

    // Then
    assertThat(ran)
        .isEqualTo(
            new Ran(ExitCode.USAGE, "", "ikewatch: 'Incidents' cannot be the name of an index\n"));
  }
}
