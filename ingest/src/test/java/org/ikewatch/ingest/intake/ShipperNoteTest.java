package org.ikewatch.ingest.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.ikewatch.schemas.AuditRecord;
import org.ikewatch.schemas.HostProfile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a shipper on the host says of a record, before it. */
class ShipperNoteTest {
  private static final String SYSLOG = "<155>Mar 15 07:14:18 gw1 ikmpd: ";
  private static final String RECORD =
      "Msg: 413 From: IKMPD Lvl: ERROR Date: Fri Mar 15 07:14:18 2002"
          + " Event: MM negotiation timeout, src 192.0.2.9";

  private static AuditRecord only(ReceivedBytes received) {
    assertThat(received.records()).hasSize(1);
    return received.records().get(0);
  }

  @Test
  void shouldFillWhatTheNoteSays() {
    // When
    AuditRecord record =
        only(
            ReceivedBytes.datagrams(
                SYSLOG + "IKEWATCH seq=17 file=audit7 product=A.03.02.02 host=gw7: " + RECORD));

    // Then
    assertThat(record.getHost()).isEqualTo("gw7");
    assertThat(record.getSequence()).isEqualTo(17);
    assertThat(record.getFile()).isEqualTo("audit7");
    assertThat(record.getLine()).isNull();
    assertThat(record.getProduct()).isEqualTo("A.03.02.02");
    assertThat(record.getFlags()).containsExactly("SHIPPER_CLAIM");
    assertThat(record.getMsg()).isEqualTo(413);
    assertThat(record.getPeer()).isEqualTo("192.0.2.9");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<155>IKEWATCH seq=17: ",
        "<155>Mar 15 07:14:18 IKEWATCH seq=17: ",
        "<155>Mar 15 07:14:18 gw1 IKEWATCH seq=17: ",
        "<155>Mar 15 07:14:18 gw1 ikewatch: IKEWATCH seq=17: ",
        "IKEWATCH seq=17: ",
        "<155>1 2002-03-15T07:15:00Z gw1 ikmpd - - - IKEWATCH seq=17: ",
        "<155>Mar 15 07:14:18 gw1 ikmpd: IKEWATCH file=a product=A.02 seq=17: ",
        "<155>Mar 15 07:14:18 gw1 ikmpd: IKEWATCH later=x seq=17: ",
        "<155>Mar 15 07:14:18 gw1 ikmpd: IKEWATCH  seq=17:",
      })
  void shouldReadANoteWhereverARecordMayBegin(String before) {
    // When
    AuditRecord record = only(ReceivedBytes.datagrams(before + RECORD));

    // Then
    assertThat(record.getSequence()).isEqualTo(17);
    assertThat(record.getMsg()).isEqualTo(413);
  }

  @Test
  void shouldNameTheHostThatNoHeaderNames() {
    // When
    AuditRecord record =
        only(ReceivedBytes.datagrams("<155>Mar 15 07:14:18 IKEWATCH seq=1 host=gw7: " + RECORD));

    // Then
    assertThat(record.getHost()).isEqualTo("gw7");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gw;7", "..", "x\u0000y"})
  void shouldKeepTheHeadersHostWhereTheNotesCannotBeOne(String name) {
    // When
    ReceivedBytes received =
        ReceivedBytes.datagrams(SYSLOG + "IKEWATCH seq=1 host=" + name + ": " + RECORD);

    // Then
    assertThat(only(received).getHost()).isEqualTo("gw1");
    assertThat(received.unusable()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"seq=x", "seq=-1", "seq=99999999999999999999", "product=B.11", "seq=", ""})
  void shouldLeaveOutWhatCannotBe(String note) {
    // When
    AuditRecord record = only(ReceivedBytes.datagrams(SYSLOG + "IKEWATCH " + note + ": " + RECORD));

    // Then
    assertThat(record.getSequence()).isNull();
    assertThat(record.getProduct()).isNull();
    assertThat(record.getHost()).isEqualTo("gw1");
    assertThat(record.getMsg()).isEqualTo(413);
  }

  @Test
  void shouldBelieveTheInventoryBeforeTheNote() {
    // Given
    HostProfile profile = HostProfile.newBuilder().setName("gw1").setProduct("A.02").build();
    ReceivedBytes received = new ReceivedBytes(profile);

    // When
    received.connect((SYSLOG + "IKEWATCH seq=1 product=A.03: " + RECORD + "\n").getBytes(UTF_8));
    received.end();

    // Then
    assertThat(only(received).getProduct()).isEqualTo("A.02");
  }
}
