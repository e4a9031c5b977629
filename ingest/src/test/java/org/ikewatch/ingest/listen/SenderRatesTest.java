package org.ikewatch.ingest.listen;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import org.ikewatch.ingest.testing.ManualClock;
import org.junit.jupiter.api.Test;

class SenderRatesTest {
  private final ManualClock clock = new ManualClock();
  private final SenderRates rates = new SenderRates(10, clock);

  private static InetAddress sender(int number) {
    byte[] address = {10, (byte) (number >> 16), (byte) (number >> 8), (byte) number};
    try {
      return InetAddress.getByAddress(address);
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void shouldAllowFiveSecondsWorthAtOnce() {
    // Given

    // When
    long within = rates.charge(sender(1), 50);
    long beyond = rates.charge(sender(1), 1);

    // Then
    assertThat(within).isZero();
    assertThat(beyond).isEqualTo(100);
    assertThat(rates.allows(sender(1), 1)).isFalse();
    assertThat(rates.allows(sender(2), 1)).isTrue();
  }

  @Test
  void shouldLetASenderGoOnInTime() {
    // Given
    rates.charge(sender(1), 60);

    // When
    clock.advance(Duration.ofSeconds(1));

    // Then
    assertThat(rates.charge(sender(1), 0)).isZero();
    assertThat(rates.charge(sender(1), 1)).isEqualTo(100);
  }

  @Test
  void shouldNotMindAClockThatIsSetBack() {
    // Given
    rates.charge(sender(1), 60);

    // When
    clock.advance(Duration.ofHours(-1));

    // Then
    assertThat(rates.charge(sender(1), 0)).isEqualTo(1_000);
    clock.advance(Duration.ofSeconds(1));
    assertThat(rates.charge(sender(1), 0)).isZero();
  }

  @Test
  void shouldForgetTheOldestOfTooManySenders() {
    // Given
    rates.charge(sender(0), 60);

    // When
    for (int i = 1; i <= 200_000; i++) {
      rates.allows(sender(i), 1);
    }

    // Then
    assertThat(rates.size()).isEqualTo(65_536);
    assertThat(rates.charge(sender(0), 0)).isZero();
  }

  @Test
  void shouldTakeTheAddressesOfANetworkOfIpv6ForOneSender() throws UnknownHostException {
    // Given
    InetAddress one = InetAddress.getByName("2001:db8:0:1::1");
    InetAddress neighbour = InetAddress.getByName("2001:db8:0:1:ffff::2");
    InetAddress other = InetAddress.getByName("2001:db8:0:2::1");

    // When
    rates.charge(one, 60);

    // Then
    assertThat(rates.allows(neighbour, 1)).isFalse();
    assertThat(rates.allows(other, 1)).isTrue();
    assertThat(rates.size()).isEqualTo(2);
  }
}
