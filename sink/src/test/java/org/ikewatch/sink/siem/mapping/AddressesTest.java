package org.ikewatch.sink.siem.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressesTest {
  @ParameterizedTest
  @ValueSource(strings = {"15.2.2.2", "0.0.0.0", "255.255.255.255"})
  void shouldKnowAnIpv4Address(String text) {
    assertThat(Addresses.isIpv4(text)).isTrue();
    assertThat(Addresses.isIpv6(text)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"2001:db8::42", "::", "::1", "::ffff:15.2.2.2", "1:2:3:4:5:6:7:8"})
  void shouldKnowAnIpv6Address(String text) {
    assertThat(Addresses.isIpv6(text)).isTrue();
    assertThat(Addresses.isIpv4(text)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":",
        "256.1.1.1",
        "15.2.2",
        "15.2.2.2.2",
        "01.2.2.2",
        "hpux042",
        "gw:1",
        "1:2",
        "::1%lo0",
        "[::1]",
        "1::2::3",
        "12345::"
      })
  void shouldNotTakeANameForAnAddress(String text) {
    assertThat(Addresses.isAddress(text)).isFalse();
  }
}
