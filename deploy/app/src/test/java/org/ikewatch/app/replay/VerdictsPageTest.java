package org.ikewatch.app.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With {@code -Dverdicts.write=true} the page is brought up to date first. */
class VerdictsPageTest {
  private static final Path FILE = Path.of("../../streams-app/VERDICTS.md");
  private static final Path CASES = Path.of("../../streams-app/src/test/resources/cases");

  @TempDir private Path directory;

  @Test
  void shouldHoldTheTableOfTheCases() throws IOException {
    // Given
    VerdictsPage page = new VerdictsPage(FILE, CASES);
    if (Boolean.getBoolean("verdicts.write")) {
      page.write();
    }

    // When
    String upToDate = page.upToDate();

    // Then
    assertThat(Files.readString(FILE)).isEqualTo(upToDate);
  }

  @Test
  void shouldWriteTheTableAndKeepTheTextAroundIt() throws IOException {
    // Given
    Path file = directory.resolve("page.md");
    Files.writeString(
        file, "before\n" + VerdictsPage.BEGIN + "old\n" + VerdictsPage.END + "after\n");
    Path cases = Files.createDirectory(directory.resolve("cases"));
    Files.writeString(
        cases.resolve("mm.yaml"),
        """
        title: Main Mode times out
        dialect: A.02
        source: A0200 p. 174
        hosts:
          hpux042:
            lines: |
              Msg: 413 From: IKMPD Lvl: ERROR Date: Fri Mar 15 07:14:18 2002
              Event: MM negotiation timeout, src 15.2.2.2
        incidents:
          - {verdict: MM_FAILURE, confidence: CONFIRMED, reason: null}
        """);

    // When
    new VerdictsPage(file, cases).write();

    // Then
    assertThat(Files.readString(file))
        .isEqualTo(
            """
            before
            <!-- cases: begin -->
            | scenario | dialect | records in order | verdict | source | case |
            |---|---|---|---|---|---|
            | Main Mode times out | A.02 | MM_TIMEOUT | MM_FAILURE CONFIRMED | A0200 p. 174 | [mm](cases/mm.yaml) |
            <!-- cases: end -->
            after
            """);
  }
}
