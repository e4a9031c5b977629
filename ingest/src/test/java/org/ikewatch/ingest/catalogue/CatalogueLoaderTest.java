package org.ikewatch.ingest.catalogue;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.ikewatch.ingest.audit.Catalogue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CatalogueLoaderTest {
  private static Catalogue read(String yaml) throws IOException {
    return CatalogueLoader.read(new ByteArrayInputStream(yaml.getBytes(UTF_8)));
  }

  @Test
  void shouldTakeNewTextsAsData() throws IOException {
    // Given
    String yaml =
        """
        prefixes: []
        entries:
          - {signal: NEW, texts: ["new text for {peer:address}[ at {port:number}]"]}
        """;

    // When
    Catalogue catalogue = read(yaml);

    // Then
    assertThat(catalogue.match("new text for 15.2.2.2 at 500.").attributes())
        .containsEntry("port", "500");
    assertThat(catalogue.match("new text for 15.2.2.2").peer()).isEqualTo("15.2.2.2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a {peer:adress} b | 'adress' is not a type of capture",
        "a {peer} b | a capture is not {name:type}",
        "a [b | '[' without ']'"
      })
  void shouldNameAWrongTemplate(String template, String message) {
    // Given
    String yaml = "{prefixes: [], entries: [{signal: NEW, texts: [\"" + template + "\"]}]}";

    // When

    // Then
    assertThatThrownBy(() -> read(yaml))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void shouldRefuseUnknownKeys() {
    // Given
    String yaml = "{prefixes: [], entries: [{signal: NEW, text: x}]}";

    // When

    // Then
    assertThatThrownBy(() -> read(yaml)).isInstanceOf(IOException.class);
  }
}
