package org.ikewatch.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogueCommandTest {
  private static final String HEADER =
      "Msg: 413 From: IKMPD Lvl: ERROR Date: Fri Mar 15 07:14:18 2002 Event: ";

  @TempDir private Path directory;

  @Test
  void shouldShowHowALineIsUnderstood() {
    // When
    Ran ran =
        Ran.of(
            "catalogue",
            "test",
            "<155>Mar 15 07:14:18 hpux042 ikmpd: "
                + HEADER
                + "QM negotiation timeout, mess ID 0xAB");

    // Then
    assertThat(ran)
        .isEqualTo(
            new Ran(
                ExitCode.DONE,
                """
                signal     QM_TIMEOUT
                messageId  ab
                text       QM negotiation timeout, mess ID 0xAB
                host       hpux042
                msg        413
                from       IKMPD
                level      ERROR
                time       2002-03-15T07:14:18Z (DATE)

                """,
                ""));
  }

  @Test
  void shouldFindWhatIsNotKnown() {
    // When
    Ran ran = Ran.of("catalogue", "test", "no record at all", HEADER + "never heard of");

    // Then
    assertThat(ran.exit()).isEqualTo(ExitCode.FINDING);
    assertThat(ran.out()).contains("signal     UNKNOWN_TEXT").contains("NOT_AN_AUDIT_RECORD");
  }

  @Test
  void shouldTakeTheOperatorsEntries() throws IOException {
    // Given
    Path site =
        Files.writeString(
            directory.resolve("site.yaml"),
            "entries: [{signal: MM_TIMEOUT, texts: [\"never heard of {peer:address}\"]}]");

    // When
    Ran ran =
        Ran.of(
            "catalogue",
            "test",
            "--catalogue",
            site.toString(),
            HEADER + "never heard of 15.2.2.2");

    // Then
    assertThat(ran.out()).startsWith("signal     MM_TIMEOUT\npeer       15.2.2.2\n");
  }

  @Test
  void shouldRefuseAWrongCatalogue() throws IOException {
    // Given
    Path site = Files.writeString(directory.resolve("site.yaml"), "entries: [{signal: X}]");

    // When
    Ran ran = Ran.of("catalogue", "test", "--catalogue", site.toString(), "x");

    // Then
    assertThat(ran.exit()).isEqualTo(ExitCode.USAGE);
    assertThat(ran.err()).contains("entries[0].texts: is missing");
  }

  @Test
  void shouldListTheCommonestUnknownTexts() throws IOException {
    // Given
    Path file =
        Files.writeString(
            directory.resolve("hpux042.txt"),
            HEADER
                + "lost 3 of 15.2.2.2\n"
                + HEADER
                + "lost 5 of 15.2.2.9\n"
                + HEADER
                + "strange\n"
                + HEADER
                + "MM negotiation timeout\n");

    // When
    Ran ran = Ran.of("catalogue", "coverage", file.toString());

    // Then
    assertThat(ran.out().lines())
        .containsExactly(
            "4 records, 1 with a known text (25.0 %), 2 unknown shapes",
            "       2 records,    1 hosts  lost 3 of 15.2.2.2",
            "       1 records,    1 hosts  strange");
  }
}
