package org.ikewatch.ingest.audit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.ByteRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class BytesTest {
  @Property(tries = 5000)
  void shouldFindTheFirst(
      @ForAll @Size(max = 40) @ByteRange(min = 8, max = 12) byte[] bytes,
      @ForAll @IntRange(max = 10) int skipped,
      @ForAll @IntRange(max = 10) int ignored) {
    // Given
    int start = Math.min(skipped, bytes.length);
    int end = Math.max(start, bytes.length - ignored);

    // When
    int found = Bytes.indexOf(bytes, start, end, '\n');

    // Then
    assertThat(found).isEqualTo(oneByOne(bytes, start, end));
  }

  @Property
  void shouldNotTakeHighBytesForOthers(@ForAll @Size(max = 40) byte[] bytes) {
    // Given

    // When
    int found = Bytes.indexOf(bytes, 0, bytes.length, '\n');

    // Then
    assertThat(found).isEqualTo(oneByOne(bytes, 0, bytes.length));
  }

  private static int oneByOne(byte[] bytes, int start, int end) {
    int at = start;
    while (at < end && bytes[at] != '\n') {
      at++;
    }
    return at;
  }

  @Property
  void shouldFindTheFirstWord(
      @ForAll @Size(max = 60) @ByteRange(min = 'a', max = 'c') byte[] bytes,
      @ForAll @Size(min = 1, max = 12) @ByteRange(min = 'a', max = 'c') byte[] word) {
    // Given
    String text = new String(bytes, ISO_8859_1);

    // When
    int found = Bytes.indexOf(bytes, 0, bytes.length, word);

    // Then
    assertThat(found).isEqualTo(text.indexOf(new String(word, ISO_8859_1)));
  }

  @Property
  void shouldKnowAscii(@ForAll String text) {
    // Given
    byte[] bytes = Bytes.of(text);

    // When
    boolean ascii = Bytes.areAscii(bytes, 0, bytes.length);

    // Then
    assertThat(ascii).isEqualTo(text.chars().allMatch(c -> c < 128));
    assertThat(Span.of(text).ascii()).isEqualTo(ascii);
    assertThat(Span.of(text).text()).isEqualTo(text);
  }
}
