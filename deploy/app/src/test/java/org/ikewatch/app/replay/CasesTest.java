package org.ikewatch.app.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CasesTest {
  private static final Path CASES = Path.of("../../streams-app/src/test/resources/cases");
  private static final String HEAD =
      """
      title: Main Mode times out
      dialect: A.02
      source: A0200 p. 174
      hosts:
        hpux042:
          lines: |
            Msg: 413 From: IKMPD Lvl: ERROR Date: Fri Mar 15 07:14:18 2002
            Event: MM negotiation timeout, src 15.2.2.2
      """;

  @TempDir private Path directory;

  @ParameterizedTest
  @MethodSource("cases")
  void shouldComeToTheIncidentsItExpects(Path file) {
    // When
    List<String> differences = new CaseCheck().differences(Case.read(CASES.resolve(file)));

    // Then
    assertThat(differences).isEmpty();
  }

  @Test
  void shouldReportEachFieldThatDiffers() throws IOException {
    // Given
    Case wrong =
        write(
            "incidents:\n"
                + "  - {verdict: QM_FAILURE, confidence: CONFIRMED, attempts: 2, reason: null, peers: x}");

    // When
    List<String> differences = new CaseCheck().differences(wrong);

    // Then
    assertThat(differences)
        .containsExactly(
            "incident 1: verdict is MM_FAILURE, expected QM_FAILURE",
            "incident 1: attempts is 1, expected 2",
            "incident 1: there is no field peers");
  }

  @Test
  void shouldReportAnIncidentThatIsNotExpected() throws IOException {
    // Given
    Case wrong = write("incidents: []");

    // When
    List<String> differences = new CaseCheck().differences(wrong);

    // Then
    assertThat(differences).hasSize(2);
    assertThat(differences.get(0)).isEqualTo("expected 0 incidents, found 1");
    assertThat(differences.get(1)).contains("verdict=MM_FAILURE").contains("peer=15.2.2.2");
  }

  @Test
  void shouldReportALineThatIsNoAuditRecord() throws IOException {
    // Given
    Case wrong = write("    \n  hpux007:\n    lines: no record\nincidents:\n  - {host: hpux042}");

    // When
    List<String> differences = new CaseCheck().differences(wrong);

    // Then
    assertThat(differences)
        .containsExactly("a line of hpux007 is no audit record: NOT_AN_AUDIT_RECORD");
  }

  @Test
  void shouldNameTheFileAndTheKeyThatIsUnknown() {
    assertThatThrownBy(() -> write("sylog: true\nincidents: []"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(directory.resolve("case.yaml") + ":")
        .hasMessageContaining("sylog");
  }

  @Test
  void shouldNameFileAndLineOfAValueOfTheWrongKind() {
    assertThatThrownBy(() -> write("syslog: perhaps\nincidents: []"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(directory.resolve("case.yaml") + ":9: ")
        .hasMessageContaining("perhaps");
  }

  @Test
  void shouldNameFileAndLineOfWhatIsNoYaml() {
    assertThatThrownBy(() -> write("incidents: [\nhosts: }"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(directory.resolve("case.yaml") + ":10: ");
  }

  @Test
  void shouldNameTheFileAndTheKeyThatIsMissing() {
    assertThatThrownBy(() -> write(""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(directory.resolve("case.yaml") + ":")
        .hasMessageContaining("incidents");
  }

  @Test
  void shouldNameTheFileOfADurationThatIsNone() {
    assertThatThrownBy(() -> write("passes: 20m\nincidents: []"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(directory.resolve("case.yaml") + ":")
        .hasMessageContaining("passes is 20m, it must be a duration such as PT20M");
  }

  private static List<Path> cases() throws IOException {
    try (Stream<Path> files = Files.list(CASES)) {
      return files.map(Path::getFileName).sorted().toList();
    }
  }

  private Case write(String tail) throws IOException {
    return Case.read(Files.writeString(directory.resolve("case.yaml"), HEAD + tail));
  }
}
