package org.ikewatch.app.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompatibilityTest {
  private static final Schema A = SchemaBuilder.record("R").fields().requiredLong("a").endRecord();
  private static final Schema AB =
      SchemaBuilder.record("R").fields().requiredLong("a").requiredLong("b").endRecord();
  private static final Schema A_OPTIONAL_B =
      SchemaBuilder.record("R").fields().requiredLong("a").optionalLong("b").endRecord();

  @ParameterizedTest
  @CsvSource({
    // level, field removed, required field added, optional field added
    "NONE,     true,  true,  true",
    "BACKWARD, true,  false, true",
    "FORWARD,  false, true,  true",
    "FULL,     false, false, true",
  })
  void shouldCompareWithTheLatest(
      Compatibility level, boolean removed, boolean added, boolean optional) {
    // When / Then
    assertThat(level.obstacles(A, List.of(AB)).isEmpty()).isEqualTo(removed);
    assertThat(level.obstacles(AB, List.of(A)).isEmpty()).isEqualTo(added);
    assertThat(level.obstacles(A_OPTIONAL_B, List.of(A)).isEmpty()).isEqualTo(optional);
  }

  @ParameterizedTest
  @CsvSource({
    "BACKWARD, true", "BACKWARD_TRANSITIVE, false",
    "FULL, true", "FULL_TRANSITIVE, false",
    "FORWARD, true", "FORWARD_TRANSITIVE, true",
  })
  void shouldLookFurtherBackWhereTransitive(Compatibility level, boolean compatible) {
    // Given
    // AB gets on with itself, not with the A before it
    List<Schema> earlier = List.of(A, AB);

    // When / Then
    assertThat(level.obstacles(AB, earlier).isEmpty()).isEqualTo(compatible);
  }
}
