package org.ikewatch.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TruncationTest {
  @ParameterizedTest
  @CsvSource({
    "abc, 3, abc",
    "abcd, 3, abc",
    "'', 1, ''",
    "ab\uD83D\uDE00, 4, ab\uD83D\uDE00",
    "ab\uD83D\uDE00, 3, ab",
    "ab\uD83D\uDE00c, 4, ab\uD83D\uDE00"
  })
  void shouldKeepTheBeginningWithoutSplittingACharacter(String text, int limit, String expected) {
    // When
    String truncated = Truncation.truncate(text, limit);

    // Then
    assertThat(truncated).isEqualTo(expected);
  }
}
