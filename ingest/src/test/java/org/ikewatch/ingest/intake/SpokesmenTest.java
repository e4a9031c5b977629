package org.ikewatch.ingest.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import org.ikewatch.ingest.listen.Networks;
import org.ikewatch.schemas.AuditRecord;
import org.ikewatch.schemas.HostProfile;
import org.junit.jupiter.api.Test;

/** Who may send records of whom. */
class SpokesmenTest {
  private static final String RELAY = "198.51.100.7";
  private static final String HOST = "192.0.2.42";
  private static final String STRANGER = "203.0.113.9";
  private static final HostProfile KNOWN =
      HostProfile.newBuilder().setName("gw1").setAddresses(List.of(HOST, "2001:db8::42")).build();
  private static final Spokesmen FLAGGED =
      new Spokesmen(Networks.parse("198.51.100.0/24, 2001:db8:1::/48").ofAddress(), false);
  private static final Spokesmen REFUSED = new Spokesmen(FLAGGED.relays(), true);

  private static String record(String header) {
    return header
        + "Msg: 413 From: IKMPD Lvl: ERROR Date: Fri Mar 15 07:14:18 2002"
        + " Event: MM negotiation timeout, src 192.0.2.9";
  }

  private static final String OF_GW1 = record("<155>Mar 15 07:14:18 gw1 ikmpd: ");

  @Test
  void shouldFlagWhatASenderThatIsNoRelaySaysForAnotherHost() {
    // Given
    ReceivedBytes received = new ReceivedBytes(FLAGGED, KNOWN);

    // When
    received.datagram(RELAY, OF_GW1);
    received.datagram("2001:db8:1::7", OF_GW1);
    received.datagram(HOST, OF_GW1);
    received.datagram("2001:db8::42", OF_GW1);
    received.datagram(STRANGER, OF_GW1);

    // Then
    assertThat(received.records())
        .extracting(AuditRecord::getSender, AuditRecord::getHost, AuditRecord::getFlags)
        .containsExactly(
            tuple(RELAY, "gw1", List.of()),
            tuple("2001:db8:1::7", "gw1", List.of()),
            tuple(HOST, "gw1", List.of()),
            tuple("2001:db8::42", "gw1", List.of()),
            tuple(STRANGER, "gw1", List.of("HOST_CLAIMED")));
  }

  @Test
  void shouldFlagAnotherNameOfAHostThatTheInventoryKnows() {
    // Given
    ReceivedBytes received = new ReceivedBytes(FLAGGED, KNOWN);

    // When
    received.datagram(HOST, record("<155>Mar 15 07:14:18 gw2 ikmpd: "));

    // Then
    assertThat(received.records())
        .extracting(AuditRecord::getHost, AuditRecord::getFlags)
        .containsExactly(tuple("gw2", List.of("HOST_CLAIMED")));
  }

  @Test
  void shouldLetAnySenderSpeakForItself() {
    // Given
    ReceivedBytes received = new ReceivedBytes(REFUSED);

    // When
    received.datagram(STRANGER, record("<155>"));
    received.datagram(STRANGER, record("<155>Mar 15 07:14:18 " + STRANGER + " ikmpd: "));
    received.datagram("2001:db8::9", record("<155>Mar 15 07:14:18 2001:DB8:0::9 ikmpd: "));

    // Then
    assertThat(received.records())
        .extracting(AuditRecord::getHost, AuditRecord::getFlags)
        .containsExactly(
            tuple(STRANGER, List.of()),
            tuple(STRANGER, List.of()),
            tuple("2001:db8::9", List.of()));
  }

  @Test
  void shouldFlagTheHostThatAShippersNoteNames() {
    // Given
    ReceivedBytes received = new ReceivedBytes(FLAGGED, KNOWN);

    // When
    received.datagram(HOST, record("<155>Mar 15 07:14:18 gw1 ikmpd: IKEWATCH host=gw7: "));

    // Then
    assertThat(received.records())
        .extracting(AuditRecord::getHost, AuditRecord::getFlags)
        .containsExactly(tuple("gw7", List.of("SHIPPER_CLAIM", "HOST_CLAIMED")));
  }

  @Test
  void shouldRejectClaimsWhereTheyAreRefused() {
    // Given
    ReceivedBytes received = new ReceivedBytes(REFUSED, KNOWN);

    // When
    received.datagram(STRANGER, OF_GW1);
    received.datagram(HOST, OF_GW1);
    received.datagram(STRANGER, "<155>Mar 15 07:14:18 gw1 sshd: session opened");

    // Then
    assertThat(received.records()).extracting(AuditRecord::getSender).containsExactly(HOST);
    assertThat(received.rejected()).containsExactly("HOST_CLAIMED", "NOT_AN_AUDIT_RECORD");
    assertThat(received.isComplete()).isTrue();
  }

  @Test
  void shouldAskNobodyWhileNoRelayIsNamed() {
    // Given
    ReceivedBytes received = new ReceivedBytes(Spokesmen.ALL, KNOWN);

    // When
    received.datagram(STRANGER, OF_GW1);

    // Then
    assertThat(received.records()).extracting(AuditRecord::getFlags).containsExactly(List.of());
  }
}
