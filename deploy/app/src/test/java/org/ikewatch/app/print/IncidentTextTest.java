package org.ikewatch.app.print;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.ikewatch.schemas.Evidence;
import org.ikewatch.schemas.Incident;
import org.ikewatch.schemas.Samples;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IncidentTextTest {
  /** A replay knows file and line, a shipper's note names the file only. */
  @ParameterizedTest
  @CsvSource({"audit.txt, 7, '  audit.txt:7'", "audit.txt, , '  audit.txt'", ", , ''"})
  void shouldSayWhereARecordStandsAsFarAsThatIsKnown(String file, Long line, String place) {
    // Given
    Incident incident = Samples.incident();
    Evidence first = incident.getEvidence().get(0);
    first.setFile(file);
    first.setLine(line);

    // When
    String text = IncidentText.of(incident);

    // Then
    assertThat(
            Arrays.stream(text.split("\n")).filter(it -> it.startsWith("  evidence")).findFirst())
        .hasValueSatisfying(it -> assertThat(it).endsWith(first.getText() + place));
  }
}
