package org.ikewatch.ingest.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressesTest {
  @ParameterizedTest
  @CsvSource({
    "15.2.2.2, 15.2.2.2",
    "015.002.2.2, 15.2.2.2",
    "2001:DB8::1, 2001:db8::1",
    "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
    "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
    "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
    "::, ::",
    "::1, ::1",
    "1::, 1::",
    "::ffff:15.2.2.2, 15.2.2.2",
    "64:ff9b::15.2.2.2, 64:ff9b::f02:202",
    "fe80::1%lan0, fe80::1%lan0"
  })
  void shouldWriteAddressesOneWay(String text, String expected) {
    // Given

    // When
    String canonical = Addresses.canonical(text);

    // Then
    assertThat(canonical).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "15.2.2",
        "15.2.2.256",
        "15.2.2.2.2",
        "1.2.3.",
        "host",
        "1:2:3",
        ":1::2",
        "1::2::3",
        "1:2:3:4:5:6:7:8:9",
        "1:2:3:4:5:6:7::8",
        "12345::",
        ":::",
        "fe80::1%",
        "::1.2.3"
      })
  void shouldNotTakeOtherTextsForAddresses(String text) {
    // Given

    // When
    String canonical = Addresses.canonical(text);

    // Then
    assertThat(canonical).isEmpty();
  }

  @Property
  void shouldKeepTheMeaningOfEveryAddress(@ForAll @Size(16) byte[] bytes)
      throws UnknownHostException {
    // Given
    InetAddress address = InetAddress.getByAddress(bytes);

    // When
    String canonical = Addresses.canonical(address.getHostAddress());

    // Then
    assertThat(InetAddress.getByName(canonical)).isEqualTo(address);
    assertThat(Addresses.canonical(canonical)).isEqualTo(canonical);
  }
}
