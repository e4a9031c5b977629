package org.ikewatch.ingest.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.ikewatch.ingest.syslog.HeaderHost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What relays put in front of a record: the host is the writer, and never a piece of it. */
class HeaderShapesTest {
  private static final String HEADER =
      "Msg: 413 From: IKMPD Lvl: ERROR Date: Fri Mar 15 07:14:18 2002";
  private static final String EVENT = "Event: MM negotiation timeout, src 192.0.2.9";
  private static final String R = HEADER + " " + EVENT;
  private static final String REST = " 413 2002-03-15T07:14:18Z MM_TIMEOUT 192.0.2.9";
  private static final String GW1 = "gw1" + REST;

  private static String filled(String shape) {
    return shape.replace("<BOM>", "\uFEFF").replace("<NUL>", "\0").replace("<TAB>", "\t");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // Day and time.
        "<155>Mar 15 07:14:18 gw1 ikmpd: R",
        "<155>Mar 5 07:14:18 gw1 ikmpd: R",
        "<155>Mar  5 07:14:18 gw1 ikmpd: R",
        "<155>Mar 05 7:14:18 gw1 ikmpd: R",
        "<155>Mar 15 2002 07:14:18 gw1 ikmpd: R",
        "<155>Mar 15 07:14:18 2002 gw1 ikmpd: R",
        "<155>Fri Mar 15 07:14:18 2002 gw1 ikmpd: R",
        "<155>Fri, 15 Mar 2002 07:14:18 +0000 gw1 ikmpd: R",
        "<155>15 Mar 2002 07:14:18 gw1 ikmpd: R",
        "<155>2002 Mar 15 07:14:18 gw1 ikmpd: R",
        "<155>15/Mar/2002:07:14:18 +0100 gw1 ikmpd: R",
        "<155>[15/Mar/2002:07:14:18 +0100] gw1 ikmpd: R",
        "<155>Mar 15 07:14:18.679 gw1 ikmpd: R",
        "<155>Mar 15 07:14:18,679123 gw1 ikmpd: R",
        "<155>Mar 15 07:14:18 .679 gw1 ikmpd: R",
        "<155>Mar 15 07:14:18 CET gw1 ikmpd: R",
        "<155>Mar 15 07:14:18 UTC gw1 ikmpd: R",
        "<155>Mar 15 07:14:18 +01:00 gw1 ikmpd: R",
        "<155>Mar 15 07:14:18 -0500 gw1 ikmpd: R",
        "<155>Mar 15 2002 07:14:18.679 EST: gw1 ikmpd: R",
        "<155>123: *Mar 15 07:14:18.679: gw1 ikmpd: R",
        "<155>123: .Mar 15 07:14:18.679 UTC: gw1 ikmpd: R",
        "<155>2002-03-15T07:14:18Z gw1 ikmpd: R",
        "<155>2002-03-15T07:14:18.123456+01:00 gw1 ikmpd: R",
        "<155>2002-03-15T07:14:18 gw1 ikmpd: R",
        "<155>2002-03-15 07:14:18 gw1 ikmpd: R",
        "<155>2002-03-15 07:14:18,679 gw1 ikmpd: R",
        "<155>2002-03-15 07:14:18 +0100 gw1 ikmpd: R",
        "<155>2002-03-15 07:14:18.679 UTC gw1 ikmpd: R",
        "<155>2002/03/15 07:14:18 gw1 ikmpd: R",
        "<155>[2002-03-15 07:14:18] gw1 ikmpd: R",
        "<155>20020315T071418Z gw1 ikmpd: R",
        "<155>1016176458 gw1 ikmpd: R",
        "<155>1016176458.679 gw1 ikmpd: R",
        "<155>03/15/2002 07:14:18 gw1 ikmpd: R",
        "Mar 15 07:14:18 gw1 ikmpd: R",
        "2002-03-15 07:14:18 gw1 ikmpd: R",
        // A word for the level, or of the relay.
        "<155>Mar 15 07:14:18 local3.err gw1 ikmpd: R",
        "<155>Mar 15 07:14:18 <local3.err> gw1 ikmpd: R",
        "<155>local3.error: Mar 15 07:14:18 gw1 ikmpd: R",
        "<155>Mar 15 07:14:18 ERROR gw1 ikmpd: R",
        "<155>Mar 15 07:14:18 [err] gw1 ikmpd: R",
        "<155>Mar 15 07:14:18 gw1 err ikmpd: R",
        "<155>Mar 15 07:14:18 gw1 ikmpd: err: R",
        "<155>Mar 15 07:14:18 3D gw1 ikmpd: R",
        "<155>Mar 15 07:14:18 gw1 ikmpd: [ID 702911 local3.error] R",
        "<155>Mar 15 07:14:18 gw1 [ID 702911 local3.error] ikmpd: R",
        "<155>Mar 15 07:14:18 gw1 ikmpd[4711]: R",
        "<155>Mar 15 07:14:18 gw1 ikmpd: 4711: R",
        "<155>Mar 15 07:14:18 gw1 ikmpd[4711] R",
        "<155>Mar 15 07:14:18 gw1 ikmpd R",
        "<155>Mar 15 07:14:18 gw1 ikmpd:R",
        "<155>Mar 15 07:14:18 gw1 ikmpd : R",
        "<155>Mar 15 07:14:18 gw1 R",
        // Separators.
        "<155> Mar 15 07:14:18 gw1 ikmpd: R",
        "<155>Mar 15 07:14:18<TAB>gw1<TAB>ikmpd:<TAB>R",
        "<155><TAB>Mar 15 07:14:18   gw1   ikmpd:   R",
        "  <155>Mar 15 07:14:18 gw1 ikmpd: R",
        // Headers in headers.
        "<155>Mar 15 07:14:20 relay1 <155>Mar 15 07:14:18 gw1 ikmpd: R",
        "<155>Mar 15 07:14:20 relay1 <155> Mar  5 2002 07:14:18 gw1 ikmpd: R",
        "<155>Mar 15 07:14:20 relay1 Mar 15 07:14:18 gw1 ikmpd: R",
        "<155>Mar 15 07:14:20 relay1 relayd[7]: <155>Mar 15 07:14:18 gw1 ikmpd: R",
        "<155>Mar 15 07:14:20 relay1 relayd: 2002-03-15T07:14:18Z gw1 ikmpd: R",
        "<13>Mar 15 07:14:22 relay2 <13>Mar 15 07:14:20 relay1 <155>Mar 15 07:14:18 gw1 ikmpd: R",
        "<155>Mar 15 07:14:20 2002-03-15T07:14:18Z gw1 ikmpd: R",
        "<155><155>Mar 15 07:14:18 gw1 ikmpd: R",
        "<155>Mar 15 07:14:20 relay1 <155>1 2002-03-15T07:14:18Z gw1 ikmpd - - - R",
        "<155>1 2002-03-15T07:14:20Z relay1 relayd - - - <155>Mar 15 07:14:18 gw1 ikmpd: R",
        "<155>1 2002-03-15T07:14:20Z relay1 - - - [a@1 b=\"c\"] <155>Mar 15 07:14:18 gw1 ikmpd: R",
        "<155>1 2002-03-15T07:14:20Z relay1 relayd - - - Mar 15 07:14:18 gw1 ikmpd: R",
        "<155>1 2002-03-15T07:14:20Z relay1 - - - - <155>1 2002-03-15T07:14:18Z gw1 ikmpd - - - R",
        "<155>Mar 15 07:14:20 gw1 <155>Mar 15 07:14:18 ikmpd: R",
        // RFC 5424, and what is called so.
        "<155>1 2002-03-15T07:15:00.123456Z gw1 ikmpd - - - R",
        "<155>1 2002-03-15T07:15:00.123456Z gw1 ikmpd - - -  R",
        "<155>1 2002-03-15T07:15:00.123456Z gw1 ikmpd 4711 - [x@1 y=\"z\"]  R",
        "<155>1 2002-03-15T07:15:00Z gw1 ikmpd 4711 ikmpd R",
        "<155>1 2002-03-15T07:15:00Z gw1 ikmpd 4711 - R",
        "<155>1 2002-03-15T07:15:00+00:00 gw1 ikmpd - R",
        "<155>1 2002-03-15T07:15:00Z gw1 ikmpd R",
        "<155>1 2002-03-15T07:15:00Z gw1 ikmpd: R",
        "<155>1 2002-03-15T07:15:00Z gw1 ikmpd - - - ikmpd: R",
        "<155>1 2002-03-15T07:15:00Z gw1 ikmpd - - - ikmpd[4711]: R",
        "<155>1  2002-03-15T07:15:00Z  gw1 ikmpd - - - R",
        "<155>1 - gw1 ikmpd - - - R",
        "<155>1 Mar 15 07:14:18 gw1 ikmpd - - - R",
        // Byte order marks and NULs.
        "<BOM><155>Mar 15 07:14:18 gw1 ikmpd: R",
        "<155>Mar 15 07:14:18 gw1 ikmpd: <BOM>R",
        "<155><BOM>Mar 15 07:14:18 gw1 ikmpd: R",
        "<BOM><155>1 2002-03-15T07:15:00Z gw1 ikmpd - - - <BOM>R",
        "<NUL><NUL><NUL><NUL><155>Mar 15 07:14:18 gw1 ikmpd: R",
        "<155>Mar 15 07:14:18 gw1 ikmpd: R<NUL>",
        // Who wrote it.
        "<155>Mar 15 07:14:18 Forwarded from gw1: ikmpd: R",
        "<155>Mar 15 07:14:18 Message forwarded from gw1: ikmpd: R",
        "<155>Mar 15 07:14:18 relay1 Forwarded from gw1: ikmpd: R",
        "<155>original address=gw1 Mar 15 07:14:18 ikmpd: R",
        "<155>Mar 15 07:14:18 original address=gw1 ikmpd: R",
        "<155>Mar 15 07:14:18 gw1/relay1.example.net ikmpd: R",
        "<155>Mar 15 07:14:18 s_net@gw1/relay1.example.net/relay2 ikmpd: R",
        "<155>Mar 15 07:14:18 s_net@gw1 ikmpd: R",
        "<155>1 2002-03-15T07:15:00Z gw1/relay1 ikmpd - - - R",
        "<155>Mar 15 07:14:18 [gw1] ikmpd: R",
        "<155>gw1 Mar 15 07:14:18 ikmpd: R",
        "<155>Mar 15 07:14:18 GW1 ikmpd: R",
      })
  void shouldFindTheWriterWhateverStandsBeforeTheRecord(String shape) {
    // Given
    String line = filled(shape);

    // When
    ReceivedBytes records = ReceivedBytes.datagrams(inserted(line, R));
    ReceivedBytes halves = ReceivedBytes.datagrams(inserted(line, HEADER), inserted(line, EVENT));

    // Then
    assertThat(records.outcome()).containsExactly(GW1);
    assertThat(records.records().get(0).getFlags()).isEmpty();
    assertThat(halves.outcome()).containsExactly(GW1);
    assertThat(halves.unusable()).isEmpty();
  }

  /** The last R of a shape stands for a record. */
  private static String inserted(String shape, String text) {
    int at = shape.lastIndexOf('R');
    return shape.substring(0, at) + text + shape.substring(at + 1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<155>Mar 15 07:14:18 192.0.2.7 ikmpd: R",
        "<155>original address=192.0.2.7 Mar 15 07:14:18 ikmpd: R",
        "<155>Mar 15 07:14:18 original address=192.0.2.7 ikmpd: R",
        "<155>Mar 15 07:14:18 [192.0.2.7] ikmpd: R",
        "<155>Mar 15 07:14:18 192.0.2.7: ikmpd: R",
        "<155>Mar 15 07:14:18 s_net@192.0.2.7/relay1 ikmpd: R",
        "<155>Mar 15 07:14:18 Forwarded from 192.0.2.7: ikmpd: R",
        "<155>1 2002-03-15T07:15:00Z 192.0.2.7 ikmpd - - - R",
      })
  void shouldTakeAnAddressForTheWriter(String shape) {
    // When
    ReceivedBytes received = ReceivedBytes.datagrams(inserted(shape, R));

    // Then
    assertThat(received.outcome()).containsExactly("192.0.2.7" + REST);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "R",
        "<155>R",
        "<155>Mar 15 07:14:18 R",
        "<155>Mar 15 07:14:18 ikmpd: R",
        "<155>Mar 15 07:14:18 ikmpd[4711]: R",
        "<155>Mar 15 07:14:18 ikmpd R",
        "<155>Mar 15 07:14:18 [ID 702911 local3.error] R",
        "<155>Mar 15 07:14:18 ikmpd: [ID 702911 local3.error] R",
        "<155>Mar 5 07:14:18 local3.err ikmpd: R",
        "<155>1 - - - - - - R",
        "<155>1 2002-03-15T07:15:00Z - ikmpd - - - R",
        "<155>ikmpd: R",
        "ikmpd: R",
      })
  void shouldTakeTheSenderWhereNobodyIsNamed(String shape) {
    // When
    ReceivedBytes received = ReceivedBytes.datagrams(inserted(shape, R));

    // Then
    assertThat(received.outcome()).containsExactly(ReceivedBytes.SENDER + REST);
    assertThat(received.unusable()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<155>Mar 15 07:14:18 gw<NUL>1 ikmpd: R",
        "<155>Mar 15 07:14:18 gw|1 ikmpd: R",
        "<155>Mar 15 07:14:18 g\u00fcrtel ikmpd: R",
        "<155>Mar 15 07:14:18 gw1..example ikmpd: R",
        "<155>Mar 15 07:14:18 .679.1 ikmpd: R",
        "<155>Mar 15 07:14:18 the big gateway ikmpd: R",
        "<155>1 2002-03-15T07:15:00Z gw;1 ikmpd - - - R",
      })
  void shouldTakeTheSenderAndCountItWhereTheNameCannotBeOne(String shape) {
    // When
    ReceivedBytes received = ReceivedBytes.datagrams(inserted(filled(shape), R));

    // Then
    assertThat(received.outcome()).containsExactly(ReceivedBytes.SENDER + REST);
    assertThat(received.unusable()).hasSize(1).doesNotContain(HeaderHost.USABLE);
  }

  @Test
  void shouldKeepNamesOfEveryUsualKind() {
    // Given
    List<String> names =
        List.of("gw1", "gw-1.example.net", "hp_ux_1", "192.0.2.7", "2001:db8::7", "fe80::1%lan0");

    // When
    List<String> hosts =
        names.stream()
            .map(name -> ReceivedBytes.datagrams("<155>Mar 15 07:14:18 " + name + " ikmpd: " + R))
            .map(received -> received.records().get(0).getHost())
            .toList();

    // Then
    assertThat(hosts).isEqualTo(names);
  }
}
