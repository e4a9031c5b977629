package org.ikewatch.app.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.ikewatch.schemas.Incident;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the scenario, the argument cites what it rests on and the commands fit the product. */
class EveryCaseIsExplainedTest {
  private static final Path CASES = Path.of("../../streams-app/src/test/resources/cases");
  private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d");
  private static final Pattern PAGE = Pattern.compile("A0[23]0\\d (appendix A )?pp?\\. \\d");
  private static final List<String> OF_A02 = List.of("ipsec_report -mad", "ipsec_report -sad");
  private static final List<String> OF_A03 =
      List.of("ipsec_report -sa ike", "ipsec_report -sa ipsec");

  @ParameterizedTest
  @MethodSource("cases")
  void shouldCiteARecordAnIntervalOrAPageInEachSentence(Path file) {
    // When
    for (Incident incident : incidents(file)) {

      // Then
      assertThat(incident.getExplanation())
          .isNotEmpty()
          .allMatch(it -> TIME.matcher(it).find() || PAGE.matcher(it).find());
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void shouldNameCommandsOfTheProductWithTheIncidentsOwnPeer(Path file) {
    // Given
    String dialect = Case.read(CASES.resolve(file)).dialect();

    // When
    for (Incident incident : incidents(file)) {

      // Then
      List<String> commands = incident.getNextCommands();
      if (dialect.equals("A.02")) {
        assertThat(commands).contains("ipsec_report -mad").doesNotContainAnyElementsOf(OF_A03);
      } else if (dialect.startsWith("A.03")) {
        assertThat(commands).contains("ipsec_report -sa ike").doesNotContainAnyElementsOf(OF_A02);
      }
      assertThat(commands).anyMatch(command -> command.startsWith("ipsec_admin -auditlvl "));
      if (incident.getPeer() != null) {
        assertThat(commands).anyMatch(it -> it.endsWith("-da " + incident.getPeer() + " -dir out"));
      } else {
        assertThat(commands).noneMatch(command -> command.contains("-da "));
      }
    }
  }

  private static List<Incident> incidents(Path file) {
    return new CaseCheck().incidents(Case.read(CASES.resolve(file)));
  }

  static Stream<Path> cases() throws IOException {
    try (Stream<Path> files = Files.list(CASES)) {
      return files.map(Path::getFileName).sorted().toList().stream();
    }
  }
}
