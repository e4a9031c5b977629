package org.ikewatch.ingest.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.ikewatch.ingest.audit.Catalogue;
import org.ikewatch.ingest.audit.Match;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An operator's entries beside the product's own. */
class OperatorCatalogueTest {
  @TempDir private Path directory;

  private Path file(String yaml) throws IOException {
    return Files.writeString(directory.resolve("site.yaml"), yaml);
  }

  private List<String> errorsOf(String yaml) throws IOException {
    Path file = file(yaml);
    return catchThrowableOfType(
            InvalidCatalogueException.class, () -> CatalogueLoader.standardWith(file))
        .errors();
  }

  @Test
  void shouldKnowBoth() throws IOException {
    // Given
    Path file =
        file(
            """
            entries:
              - {signal: MM_TIMEOUT, texts: ["gave up on {peer:address}[ after {count:number} tries]"]}
            """);

    // When
    Catalogue catalogue = CatalogueLoader.standardWith(file);

    // Then
    assertThat(catalogue.match("gave up on 15.2.2.2 after 5 tries."))
        .isEqualTo(new Match("MM_TIMEOUT", "15.2.2.2", "", Map.of("count", "5")));
    assertThat(catalogue.match("MM negotiation timeout, src 15.2.2.2").signal())
        .isEqualTo("MM_TIMEOUT");
  }

  @Test
  void shouldRefuseATextThatTheProductReadsOtherwise() throws IOException {
    // Given
    String yaml = "entries: [{signal: SITE_OWN, texts: [\"MM negotiation timeout\"]}]";

    // When
    List<String> errors = errorsOf(yaml);

    // Then
    assertThat(errors)
        .containsExactly(
            "entries[0].texts[0] (SITE_OWN): \"MM negotiation timeout\" is read as MM_TIMEOUT;"
                + " make the texts differ, or give both the same signal");
  }

  @Test
  void shouldRefuseATextThatTakesOneAwayFromTheProduct() throws IOException {
    // Given
    String yaml =
        "entries: [{signal: SITE_OWN, texts: [\"MM negotiation timeout, src {peer:word}\"]}]";

    // When
    List<String> errors = errorsOf(yaml);

    // Then
    assertThat(errors).hasSize(1);
    assertThat(errors.get(0)).contains("SITE_OWN").contains("MM_TIMEOUT");
  }

  @Test
  void shouldRefuseTwoOfItsOwnThatFitTheSameText() throws IOException {
    // Given
    String yaml =
        """
        entries:
          - {signal: ONE, texts: ["site text {a:word}"]}
          - {signal: OTHER, texts: ["site text {b:text}"]}
        """;

    // When
    List<String> errors = errorsOf(yaml);

    // Then
    assertThat(errors).hasSize(1);
    assertThat(errors.get(0)).contains("ONE").contains("OTHER");
  }

  @Test
  void shouldNameEveryMistakeAtOnce() throws IOException {
    // Given
    String yaml =
        """
        entries:
          - {signal: one, texts: ["a {x:adress}"]}
          - {signal: TWO, texts: []}
          - {texts: ["b"]}
        """;

    // When
    List<String> errors = errorsOf(yaml);

    // Then
    assertThat(errors)
        .containsExactly(
            "entries[0].signal: 'one' is not a name of capitals, digits and underscores",
            "entries[0].texts[0] (one): 'adress' is not a type of capture",
            "entries[1].texts: is missing",
            "entries[2].signal: is missing");
  }

  @Test
  void shouldNameTheFileThatCannotBeRead() throws IOException {
    // Given
    Path absent = directory.resolve("absent.yaml");

    // When
    var e =
        catchThrowableOfType(
            InvalidCatalogueException.class, () -> CatalogueLoader.standardWith(absent));

    // Then
    assertThat(e).hasMessageContaining("absent.yaml");
  }

  @Test
  void shouldFindNoAmbiguityInTheProductsOwn() throws IOException {
    assertThat(Ambiguities.of(CatalogueLoader.standardDocument(), CatalogueLoader.standard()))
        .isEmpty();
  }
}
