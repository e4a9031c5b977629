package org.ikewatch.ingest.listen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworksTest {
  @ParameterizedTest
  @CsvSource({
    "'', 192.0.2.1, true",
    "192.0.2.1, 192.0.2.1, true",
    "192.0.2.1, 192.0.2.2, false",
    "'10.0.0.0/8, 192.0.2.0/24', 192.0.2.200, true",
    "'10.0.0.0/8, 192.0.2.0/24', 11.0.0.1, false",
    "10.0.0.0/8, 2001:db8::1, false",
    "2001:db8::/32, 2001:db8:ffff::1, true",
    "2001:db8::/32, 2001:db9::1, false",
    "2001:db8::1, 2001:db8::1, true",
    "0.0.0.0/0, 8.8.8.8, true",
    "0.0.0.0/0, ::1, false",
    "::/0, ::1, true",
  })
  void shouldKnowWhoIsInside(String networks, String address, boolean inside) {
    // Given
    Networks.Filter filter = Networks.parse(networks).filter();

    // When
    boolean contained = filter.contains(new InetSocketAddress(address, 514));

    // Then
    assertThat(contained).isEqualTo(inside);
  }

  @ParameterizedTest
  @ValueSource(strings = {"example.com", "10.0.0.0/33", "10.0.0.0/", "10.0.0/8", "::/129", "/8"})
  void shouldRefuseWhatIsNoNetwork(String text) {
    // Given

    // When

    // Then
    assertThatThrownBy(() -> Networks.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(text);
  }
}
