package org.ikewatch.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListenAddressTest {
  @ParameterizedTest
  @CsvSource({"0.0.0.0:5514, 0.0.0.0, 5514", "[::1]:0, ::1, 0", "off, '', 0"})
  void shouldReadAndWriteAddresses(String text, String host, int port) {
    // Given

    // When
    ListenAddress address = ListenAddress.parse(text);

    // Then
    assertThat(address).isEqualTo(new ListenAddress(host, port));
    assertThat(address).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5514", ":5514", "localhost:", "localhost:port", "localhost:70000"})
  void shouldRefuseOtherTexts(String text) {
    // Given

    // When

    // Then
    assertThatThrownBy(() -> ListenAddress.parse(text))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
