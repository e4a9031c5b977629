package org.ikewatch.ingest.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.ikewatch.schemas.HostProfile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostDirectoryTest {
  private final HostDirectory directory =
      HostDirectory.of(
          new HostDefaults(ZoneId.of("UTC"), "A.02"),
          List.of(
              new HostProfile(
                  "hpux042", List.of("15.1.1.42", "2001:db8::42"), "Asia/Tokyo", "A.03", null)));

  @ParameterizedTest
  @CsvSource({
    "hpux042, 10.0.0.1, hpux042",
    "HPUX042, 10.0.0.1, hpux042",
    "15.1.1.42, 10.0.0.1, hpux042",
    "'', 15.1.1.42, hpux042",
    "'', 2001:DB8:0::42, hpux042",
    "Other.Example.com, 15.1.1.42, other.example.com",
    "'', 10.0.0.1, 10.0.0.1"
  })
  void shouldNameTheHost(String headerHost, String sender, String expected) {
    // Given

    // When
    Host host = directory.resolve(headerHost, sender);

    // Then
    assertThat(host.name()).isEqualTo(expected);
  }

  @Test
  void shouldGiveUnknownHostsTheDefaults() {
    // Given

    // When
    Host host = directory.resolve("other", "10.0.0.1");

    // Then
    assertThat(host).isEqualTo(new Host("other", Set.of(), ZoneId.of("UTC"), "A.02"));
  }
}
