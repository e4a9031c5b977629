package org.ikewatch.lab.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class EvidencePageTest {
  private static final Path PAGE = Path.of("EVIDENCE.md");

  @Test
  void shouldPrintTheTableOnThePage() throws IOException {
    // Given
    String expected = EvidencePage.of(EvidenceTable.standard());
    if (Boolean.getBoolean("evidence.write")) {
      Files.writeString(PAGE, expected);
    }

    // When
    String page = Files.readString(PAGE);

    // Then
    assertThat(page).isEqualTo(expected);
  }
}
