package org.ikewatch.ingest.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.ikewatch.ingest.catalogue.CatalogueLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AssemblerTest {
  private static final Catalogue CATALOGUE = CatalogueLoader.standard();
  private static final long T0 = 1_000_000;
  private static final String HEADER =
      "Msg: 413 From: IKMPD Lvl: ERROR Date: Fri Mar 15 07:14:18 2002";
  private static final String EVENT = "Event: MM negotiation timeout, src 15.2.2.2";
  private static final String TEXT = "MM negotiation timeout, src 15.2.2.2";

  private final List<AssembledRecord> records = new ArrayList<>();
  private final List<RejectReason> rejected = new ArrayList<>();
  private final List<IgnoreReason> ignored = new ArrayList<>();
  private final AuditRecordAssembler assembler =
      new AuditRecordAssembler(
          CATALOGUE,
          new Hold(200, 2000),
          new AuditRecordAssembler.Output() {
            @Override
            public void record(AssembledRecord assembled) {
              records.add(assembled);
            }

            @Override
            public void rejected(AuditLine line, RejectReason reason) {
              rejected.add(reason);
            }

            @Override
            public void ignored(AuditLine line, IgnoreReason reason) {
              ignored.add(reason);
            }
          });

  private void accept(String... lines) {
    for (String line : lines) {
      accept(line, false);
    }
  }

  private void accept(String line, boolean cut) {
    assembler.accept(
        new AuditLine(
            Span.of(line),
            Span.of(line),
            T0,
            SyslogStamp.NONE,
            Claims.NONE,
            0,
            false,
            cut,
            Receipt.NONE));
  }

  private static Arguments sample(
      String header,
      String text,
      long msg,
      String entity,
      Level level,
      String eventTime,
      String signal) {
    return Arguments.of(header, text, msg, entity, level, eventTime, signal);
  }

  /** Every sample the manuals print, header and text. */
  static List<Arguments> samples() {
    return List.of(
        sample(
            "Msg: 413 From: IKMPD Lvl: ERROR Date: Fri Mar 15 07:14:18 2002",
            "MM negotiation timeout, src 15.2.2.2",
            413,
            "IKMPD",
            Level.ERROR,
            "2002-03-15T07:14:18Z",
            "MM_TIMEOUT"),
        sample(
            "Msg: 178 From: SECPOLICYD Lvl: ERROR Date: Thu Jun 24 09:45:17 2004",
            "PF_KEY: SADB_ADD for SPI 0x201 returns EEXIST",
            178,
            "SECPOLICYD",
            Level.ERROR,
            "2004-06-24T09:45:17Z",
            "PFKEY_ERROR"),
        sample(
            "Msg: 20 From: SECPOLICYD Lvl: ALERT Date: Tue Apr 20 11:30:39 2004",
            "Kernel Policy Cache Threshold reached nnnn records.",
            20,
            "SECPOLICYD",
            Level.ALERT,
            "2004-04-20T11:30:39Z",
            "SPD_LIMIT_REACHED"),
        sample(
            "Msg: 55 From: SECPOLICYD Lvl: ALERT Date: Tue Apr 20 12:14:42 2004",
            "Kernel Policy Cache Threshold exceeded nnnn records.",
            55,
            "SECPOLICYD",
            Level.ALERT,
            "2004-04-20T12:14:42Z",
            "SPD_LIMIT_EXCEEDED"),
        sample(
            "Msg: 31 From: SECPOLICYD Lvl: ALERT Date: Friday Oct 19 16:12:30 2001",
            "Integrity Check Value failure - SPI: 1C97D8 IP addr: 15.13.136.52:15.13.136.171 proto: 51.",
            31,
            "SECPOLICYD",
            Level.ALERT,
            "2001-10-19T16:12:30Z",
            "ICV_FAILURE"),
        sample(
            "Msg: 1258 From: IKMPD Lvl: INFORMATIVE Date: Mon Mar 2 22:52:09 2009",
            "found ikev1 policy: default",
            1258,
            "IKMPD",
            Level.INFORMATIVE,
            "2009-03-02T22:52:09Z",
            "POLICY_FOUND"),
        sample(
            "Msg: 372 From: IKMPD Lvl: INFORMATIVE Date: Tue Feb 24 11:53:27 2009",
            "found host selector: myHostPol",
            372,
            "IKMPD",
            Level.INFORMATIVE,
            "2009-02-24T11:53:27Z",
            "HOST_SELECTOR_FOUND"),
        sample(
            "Msg: 221 From: IKMPD Lvl: DEBUG Date: Fri Feb 20 23:00:04 2009",
            "local 10.1.1.1/500 - remote 10.2.2.2/500:ike_sa 40079580 state INI_IKE_SA_INIT_SENT -> DYING",
            221,
            "IKMPD",
            Level.DEBUG,
            "2009-02-20T23:00:04Z",
            "IKEV2_STATE"),
        sample(
            "Msg: 125 From: IKMPD Lvl: INFORMATIVE Date: Mon Mar 2 22:33:27 2009",
            "respond new phase 1 negotiation: 10.1.1.1/500<=>105.2.2.2/500",
            125,
            "IKMPD",
            Level.INFORMATIVE,
            "2009-03-02T22:33:27Z",
            "PHASE1_RESPOND"),
        sample(
            "Msg: 1131 From: IKMPD Lvl: ERROR Date: Mon Mar 2 22:52:02 2009",
            "rejected hashtype: DB(prop#1:trns#1):Peer(prop#1:trns#1) = MD5:SHA1",
            1131,
            "IKMPD",
            Level.ERROR,
            "2009-03-02T22:52:02Z",
            "PHASE1_REJECTED"),
        sample(
            "Msg: 240 From: IKMPD Lvl: ERROR Date: Tue Mar 3 21:40:14 2009",
            "local ? - remote ?:retransmission count exceeded the limit",
            240,
            "IKMPD",
            Level.ERROR,
            "2009-03-03T21:40:14Z",
            "IKEV2_RETRANSMIT_EXCEEDED"),
        sample(
            "Msg: 145 From: IKMPD Lvl: INFORMATIVE Date: Tue Feb 24 22:39:59 2009",
            "found ikev2 policy: default",
            145,
            "IKMPD",
            Level.INFORMATIVE,
            "2009-02-24T22:39:59Z",
            "POLICY_FOUND"),
        sample(
            "Msg: 123 From: IKMPD Lvl: ERROR Date: Mon Feb 23 21:36:54 2009",
            "local 10.2.2.2/500 - remote 10.1.1.1/500:no proposal chosen",
            123,
            "IKMPD",
            Level.ERROR,
            "2009-02-23T21:36:54Z",
            "IKEV2_NO_PROPOSAL"),
        sample(
            "Msg: 450 From: IKMPD Lvl: INFORMATIVE Date: Tue Mar 17 12:42:54 2009",
            "found host selector: telnetIn",
            450,
            "IKMPD",
            Level.INFORMATIVE,
            "2009-03-17T12:42:54Z",
            "HOST_SELECTOR_FOUND"),
        sample(
            "Msg: 443 From: IKMPD Lvl: ERROR Date: Tue Mar 17 13:33:06 2009",
            "can't find matching selector",
            443,
            "IKMPD",
            Level.ERROR,
            "2009-03-17T13:33:06Z",
            "PHASE2_NO_POLICY"));
  }

  /** A policy's name may end anywhere: there, only the measured widths tell that it goes on. */
  static List<Arguments> wrappableSamples() {
    return samples().stream().filter(s -> !s.get()[1].toString().startsWith("found ")).toList();
  }

  private void thenOneRecord(
      String text, long msg, String entity, Level level, String eventTime, String signal) {
    assertThat(records).hasSize(1);
    AssembledRecord assembled = records.get(0);
    assertThat(assembled.text().text()).isEqualTo(text);
    assertThat(assembled.match().signal()).isEqualTo(signal);
    assertThat(assembled.header().msg()).isEqualTo(msg);
    assertThat(assembled.header().entity()).isEqualTo(entity);
    assertThat(assembled.header().level()).isEqualTo(level);
    assertThat(EventDate.toEpochMillis(assembled.header().date(), ZoneId.of("UTC"), EventDate.NONE))
        .isEqualTo(Instant.parse(eventTime).toEpochMilli());
    assertThat(rejected).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void shouldReadOneLine(
      String header,
      String text,
      long msg,
      String entity,
      Level level,
      String eventTime,
      String signal) {
    // Given

    // When
    accept(header + " Event: " + text);
    assembler.flush();

    // Then
    thenOneRecord(text, msg, entity, level, eventTime, signal);
    assertThat(records.get(0).flags()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void shouldReadTwoLines(
      String header,
      String text,
      long msg,
      String entity,
      Level level,
      String eventTime,
      String signal) {
    // Given

    // When
    accept(header, "Event: " + text);
    assembler.flush();

    // Then
    thenOneRecord(text, msg, entity, level, eventTime, signal);
    assertThat(records.get(0).lines()).hasSize(2);
  }

  @ParameterizedTest
  @MethodSource("wrappableSamples")
  void shouldReadTextWrappedInsideWords(
      String header,
      String text,
      long msg,
      String entity,
      Level level,
      String eventTime,
      String signal) {
    // Given
    int width = text.length() > 70 ? 70 : text.length() > 60 ? 60 : 20;

    // When
    accept(header, "Event: " + text.substring(0, width), text.substring(width));
    assembler.flush();

    // Then
    thenOneRecord(text, msg, entity, level, eventTime, signal);
    assertThat(records.get(0).flags()).containsExactly(Flag.WRAPPED);
  }

  @ParameterizedTest
  @MethodSource("samples")
  void shouldReadTextWrappedAtABlank(
      String header,
      String text,
      long msg,
      String entity,
      Level level,
      String eventTime,
      String signal) {
    // Given
    int blank = text.indexOf(' ');

    // When
    accept(header + " Event: " + text.substring(0, blank), text.substring(blank + 1));
    assembler.flush();

    // Then
    thenOneRecord(text, msg, entity, level, eventTime, signal);
  }

  @Test
  void shouldHandOnAtOnceWhatCannotGoOn() {
    // Given

    // When
    accept(HEADER, EVENT);

    // Then
    assertThat(records).extracting(record -> record.text().text()).containsExactly(TEXT);
    assertThat(assembler.isPending()).isFalse();
  }

  @Test
  void shouldHoldATextOfJustTheWrapWidth() {
    // Given
    String chunk = "respond new phase 1 negotiation: 10.1.1.1/500<=>10.2.2.2/500";

    // When
    accept(HEADER, "Event: " + chunk);

    // Then
    assertThat(chunk).hasSize(60);
    assertThat(records).isEmpty();
  }

  @Test
  void shouldHandOnAHeldTextWhenTheHoldTimeIsOver() {
    // Given
    accept(HEADER, "Event: something no catalogue knows");

    // When
    assembler.expire(T0 + 199);
    int before = records.size();
    assembler.expire(T0 + 200);

    // Then
    assertThat(before).isZero();
    assertThat(records).extracting(r -> r.match().signal()).containsExactly("UNKNOWN_TEXT");
  }

  @Test
  void shouldNotTakeAStrangeLineForAContinuationOfAnUnderstoodText() {
    // Given
    String chunk = "respond new phase 1 negotiation: 10.1.1.1/500<=>10.2.2.2/500";

    // When
    accept(HEADER, "Event: " + chunk, "su : + tty?? root-oracle");

    // Then
    assertThat(records).extracting(record -> record.text().text()).containsExactly(chunk);
    assertThat(rejected).containsExactly(RejectReason.NOT_AN_AUDIT_RECORD);
  }

  @Test
  void shouldFlagAHeaderWithoutEvent() {
    // Given

    // When
    accept(HEADER, HEADER, EVENT);
    assembler.flush();

    // Then
    assertThat(records).hasSize(2);
    assertThat(records.get(0).flags()).containsExactly(Flag.EVENT_MISSING);
    assertThat(records.get(1).flags()).isEmpty();
  }

  @Test
  void shouldFlagAnEventWithoutHeader() {
    // Given

    // When
    accept(EVENT);
    assembler.flush();

    // Then
    assertThat(records.get(0).flags()).containsExactly(Flag.HEADER_MISSING);
    assertThat(records.get(0).match().peer()).isEqualTo("15.2.2.2");
  }

  @Test
  void shouldFlagAHeaderThatIsCutOff() {
    // Given

    // When
    accept("Msg: 67 From: SECPOLICYD Lvl: WA");
    assembler.flush();

    // Then
    assertThat(records.get(0).header().level()).isEqualTo(Level.UNKNOWN);
    assertThat(records.get(0).flags()).containsExactly(Flag.EVENT_MISSING, Flag.DATE_UNREADABLE);
  }

  @Test
  void shouldMendAHeaderBrokenBeforeTheYear() {
    // Given

    // When
    accept(
        "Msg: 20 From: SECPOLICYD Lvl: ALERT Date: Tue Apr 20 11:30:39",
        "2004",
        "Event: Kernel Policy Cache Threshold reached 1000 records.");

    // Then
    assertThat(records.get(0).header().isDated()).isTrue();
    assertThat(records.get(0).match().attributes()).containsEntry("count", "1000");
  }

  @Test
  void shouldPassOverHeadingsAndBlankLines() {
    // Given

    // When
    accept("-------------------Cache Policy Rule -----------------------", "", HEADER, EVENT);

    // Then
    assertThat(ignored).containsExactly(IgnoreReason.BANNER, IgnoreReason.BLANK);
    assertThat(records).hasSize(1);
  }

  @Test
  void shouldHandOnRepetitionsWithTheirCount() {
    // Given

    // When
    accept(HEADER, EVENT, "above message repeats 3 times");

    // Then
    assertThat(records.get(1).match().signal()).isEqualTo("MESSAGE_REPEATED");
    assertThat(records.get(1).header().date()).isEqualTo(records.get(0).header().date());
    assertThat(records.get(1).match().attributes()).containsEntry("count", "3");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-- MARK --",
        "su : + tty?? root-oracle",
        "Msg: what is this",
        "Msg: 12",
        "Msg: 99999999999999999999 From: IKMPD"
      })
  void shouldRejectWhatIsNoAuditRecord(String line) {
    // Given

    // When
    accept(line);

    // Then
    assertThat(rejected).containsExactly(RejectReason.NOT_AN_AUDIT_RECORD);
    assertThat(records).isEmpty();
  }

  @Test
  void shouldTakeACutLineThatIsWhole() {
    // Given

    // When
    accept(HEADER + " " + EVENT, true);

    // Then
    assertThat(records.get(0).flags()).containsExactly(Flag.TRUNCATED);
  }

  @Test
  void shouldRejectACutLineThatIsNot() {
    // Given
    accept(HEADER);

    // When
    accept("Event: MM negotiation timeo", true);

    // Then
    assertThat(rejected).containsExactly(RejectReason.CONNECTION_CUT);
    assertThat(records.get(0).flags()).containsExactly(Flag.EVENT_MISSING);
  }
}
