package org.ikewatch.ingest.syslog;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.ByteRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class LineFeedTest {
  @Property(tries = 5000)
  void shouldFindTheFirst(
      @ForAll @Size(max = 40) @ByteRange(min = 8, max = 12) byte[] bytes,
      @ForAll @IntRange(max = 10) int skipped,
      @ForAll @IntRange(max = 10) int ignored) {
    // Given
    int start = Math.min(skipped, bytes.length);
    int end = Math.max(start, bytes.length - ignored);

    // When
    int found = LineFeed.indexOf(bytes, start, end);

    // Then
    assertThat(found).isEqualTo(oneByOne(bytes, start, end));
  }

  @Property
  void shouldNotTakeHighBytesForLineFeeds(@ForAll @Size(max = 40) byte[] bytes) {
    // Given

    // When
    int found = LineFeed.indexOf(bytes, 0, bytes.length);

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
}
