package org.ikewatch.ingest.audit;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextShapeTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "pfkey UPDATE failed: No such file | pfkey UPDATE failed: No such file",
        "give up to get IPsec-SA from 15.2.2.2[500] after 30s | give up to get IPsec-SA from # after #",
        "unknown notify 40961, src fe80::1%lan0 | unknown notify #, src #",
        "cookie a1b2c3d4e5f60718:0000000000000000 is stale | cookie # is stale",
        "cookie deadbeefdeadbeef is stale | cookie # is stale",
        "SPI=0xdeadbeef. | SPI=#.",
        "dead peer at cafe | dead peer at cafe"
      })
  void shouldKeepTheWordsAndNotTheValues(String text, String shape) {
    assertThat(TextShape.of(Span.of(text))).hasToString(shape);
  }

  @Property
  void shouldBeBoundedAndStable(@ForAll String text) {
    // Given
    String shape = TextShape.of(Span.of(text.repeat(20))).toString();

    // When
    TextShape again = TextShape.of(Span.of(shape));

    // Then
    assertThat(shape.length()).isLessThanOrEqualTo(TextShape.LONGEST);
    assertThat(again).hasToString(shape);
    assertThat(again).isEqualTo(TextShape.of(Span.of(text.repeat(20))));
  }
}
