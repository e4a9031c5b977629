package org.ikewatch.ingest.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import org.ikewatch.schemas.AuditRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where relays end a message, what they do with line feeds in it, and how they repeat one. */
class FramingShapesTest {
  private static final String SYSLOG = "<155>Mar 15 07:14:18 gw1 ikmpd: ";
  private static final String HEADER =
      "Msg: 413 From: IKMPD Lvl: ERROR Date: Fri Mar 15 07:14:18 2002";
  private static final String EVENT = "Event: MM negotiation timeout, src 192.0.2.9";
  private static final String GW1 = "gw1 413 2002-03-15T07:14:18Z MM_TIMEOUT 192.0.2.9";
  private static final String OTHER_HEADER = HEADER.replace("413", "414");
  private static final String OTHER_EVENT = EVENT.replace("192.0.2.9", "192.0.2.8");
  private static final String OTHER = GW1.replace("413", "414").replace("192.0.2.9", "192.0.2.8");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "#012",
        "#015#012",
        "\\n",
        "\\r\\n",
        "\\012",
        "\\x0a",
        "\\x0A",
        "^J",
        "^M^J",
        "\n"
      })
  void shouldReadALineFeedThatARelayHasEscaped(String lineFeed) {
    // Given
    String wrapped =
        HEADER + lineFeed + "Event: local 10.1.1.1/500 - remote 192.0.2.9/500:ike_sa 40079580 sta";

    // When
    ReceivedBytes halves = ReceivedBytes.datagrams(SYSLOG + HEADER + lineFeed + EVENT);
    ReceivedBytes text =
        ReceivedBytes.datagrams(SYSLOG + wrapped + lineFeed + "te INI_IKE_SA_INIT_SENT -> DYING");
    ReceivedBytes ended = ReceivedBytes.datagrams(SYSLOG + HEADER + " " + EVENT + lineFeed);
    ReceivedBytes two =
        ReceivedBytes.datagrams(
            SYSLOG + String.join(lineFeed, List.of(HEADER, EVENT, OTHER_HEADER, OTHER_EVENT)));

    // Then
    assertThat(halves.outcome()).containsExactly(GW1);
    assertThat(text.outcome())
        .containsExactly("gw1 413 2002-03-15T07:14:18Z IKEV2_STATE 192.0.2.9");
    assertThat(text.records().get(0).getFlags()).containsExactly("WRAPPED");
    assertThat(ended.outcome()).containsExactly(GW1);
    assertThat(ended.records().get(0).getText()).isEqualTo("MM negotiation timeout, src 192.0.2.9");
    assertThat(two.outcome()).containsExactly(GW1, OTHER);
    assertThat(two.isComplete()).isTrue();
  }

  @Test
  void shouldTakeALineWithoutHeaderForThatOfTheMessageBeforeIt() {
    // Given
    String relay1 = SYSLOG + HEADER + "\n" + EVENT + "\n";
    String relay2 = SYSLOG.replace("gw1", "gw2") + OTHER_HEADER + "\n" + OTHER_EVENT + "\n";

    // When
    ReceivedBytes received =
        ReceivedBytes.connection(relay1 + relay2 + relay1.replace("413", "415"));

    // Then
    assertThat(received.outcome())
        .containsExactly(GW1, OTHER.replace("gw1", "gw2"), GW1.replace("413", "415"));
    assertThat(received.isComplete()).isTrue();
  }

  @Test
  void shouldTakeAWrappedTextWithoutHeaderForThatOfTheMessageBeforeIt() {
    // When
    ReceivedBytes received =
        ReceivedBytes.connection(
            SYSLOG
                + HEADER
                + " Event: local 10.1.1.1/500 - remote 192.0.2.9/500:ike_sa 40079580 sta\n"
                + "te INI_IKE_SA_INIT_SENT -> DYING\n");

    // Then
    assertThat(received.outcome())
        .containsExactly("gw1 413 2002-03-15T07:14:18Z IKEV2_STATE 192.0.2.9");
  }

  @Test
  void shouldNotTakeACountedFrameForALineOfTheOneBeforeIt() {
    // Given
    String first = SYSLOG + HEADER + " " + EVENT;
    String second = OTHER_HEADER + " " + OTHER_EVENT;

    // When
    ReceivedBytes received =
        ReceivedBytes.connection(first.length() + " " + first + second.length() + " " + second);

    // Then
    assertThat(received.outcome()).containsExactly(GW1, OTHER.replace("gw1", ReceivedBytes.SENDER));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\0", "\0\n", "\r\n", "\n\0", "\r\n\0", "\0\0"})
  void shouldEndAMessageWhereTheSenderDoes(String end) {
    // Given
    String halves = SYSLOG + HEADER + end + SYSLOG + EVENT + end;
    String twoHalves = SYSLOG + OTHER_HEADER + end + SYSLOG + OTHER_EVENT + end;

    // When
    ReceivedBytes received = ReceivedBytes.connection(halves + twoHalves);
    ReceivedBytes headerless = ReceivedBytes.connection(SYSLOG + HEADER + end + EVENT + end);

    // Then
    assertThat(received.outcome()).containsExactly(GW1, OTHER);
    assertThat(received.rejected()).isEmpty();
    assertThat(received.isComplete()).isTrue();
    assertThat(headerless.outcome()).containsExactly(GW1);
  }

  @Test
  void shouldReadSeveralMessagesInOneDatagram() {
    // When
    ReceivedBytes received =
        ReceivedBytes.datagrams(
            SYSLOG
                + HEADER
                + "\n"
                + SYSLOG
                + EVENT
                + "\n"
                + SYSLOG.replace("gw1", "gw2")
                + OTHER_HEADER
                + "\0"
                + SYSLOG.replace("gw1", "gw2")
                + OTHER_EVENT
                + "\0");

    // Then
    assertThat(received.outcome()).containsExactly(GW1, OTHER.replace("gw1", "gw2"));
  }

  @Test
  void shouldPassOverTheHoleThatATruncatedFileLeaves() {
    // Given
    String hole = "\0".repeat(4096);

    // When
    ReceivedBytes received =
        ReceivedBytes.connection(hole + SYSLOG + HEADER + "\n" + hole + SYSLOG + EVENT + "\n");

    // Then
    assertThat(received.outcome()).containsExactly(GW1);
    assertThat(received.rejected()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<155>Mar 15 07:17:00 gw1 ikmpd: "
            + "Last message 'Event: MM negotiatio' repeated 3 times, suppressed by syslog-ng on gw1",
        "<155>Mar 15 07:17:00 gw1 ikmpd: message repeated 3 times: [ " + EVENT + "]",
        "<155>Mar 15 07:17:00 gw1 message repeated 3 times: [ " + EVENT + "]",
        "<155>Mar 15 07:17:00 gw1 ikmpd: message repeated 3 times: [" + EVENT + "]",
        "<155>Mar 15 07:17:00 gw1 above message repeats 3 times",
        "<155>Mar 15 07:17:00 gw1 last message repeated 3 times",
        "<155>Mar 15 07:17:00 gw1 Last message repeated 3 times.",
        "<155>Mar 15 07:17:00 gw1 ikmpd: previous message repeated 3 times",
        "<155>Mar 15 07:17:00 gw1 --- last message repeated 3 times ---",
        "<155>1 2002-03-15T07:17:00Z gw1 ikmpd - - - message repeated 3 times: [ " + EVENT + "]",
      })
  void shouldReadHowOftenARecordWasRepeated(String notice) {
    // When
    ReceivedBytes received = ReceivedBytes.datagrams(SYSLOG + HEADER, SYSLOG + EVENT, notice);

    // Then
    assertThat(received.records())
        .extracting(
            AuditRecord::getHost, AuditRecord::getSignal, one -> one.getAttributes().get("count"))
        .containsExactly(tuple("gw1", "MM_TIMEOUT", null), tuple("gw1", "MESSAGE_REPEATED", "3"));
  }

  @Test
  void shouldTakeTheSenderOfARepetitionForTheHostWhereNobodyIsNamed() {
    // When
    ReceivedBytes received =
        ReceivedBytes.datagrams(
            "<155>Mar 15 07:14:18 " + HEADER,
            "<155>Mar 15 07:14:18 " + EVENT,
            "<155>Mar 15 07:17:00 message repeated 3 times: [ " + EVENT + "]");

    // Then
    assertThat(received.records())
        .extracting(AuditRecord::getHost)
        .containsExactly(ReceivedBytes.SENDER, ReceivedBytes.SENDER);
  }

  /** A number is given once: what has the same is the same record, sent again. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Last message 'Msg: 413 From: IKMPD' repeated 3 times, suppressed by syslog-ng on gw1",
        "message repeated 3 times: [ " + HEADER + " " + EVENT + "]"
      })
  void shouldCountNoRepetitionOfANumberedRecord(String notice) {
    // When
    ReceivedBytes received =
        ReceivedBytes.datagrams(SYSLOG + HEADER + " " + EVENT, SYSLOG + notice);

    // Then
    assertThat(received.outcome()).containsExactly(GW1);
    assertThat(received.isComplete()).isTrue();
    assertThat(received.rejected()).isEmpty();
  }

  /** Other programs write lines that begin the same way, and they are not of an audit log. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "<13>Mar 15 07:14:18 gw1 app: Event: login",
        "<13>Mar 15 07:14:18 gw1 app[7]: Event: user alice left",
        "<13>Mar 15 07:14:18 Main Event: x",
        "<13>1 2002-03-15T07:14:18Z gw1 app - - - Event: login"
      })
  void shouldRejectTheEventsOfOtherPrograms(String line) {
    // When
    ReceivedBytes received = ReceivedBytes.datagrams(line);

    // Then
    assertThat(received.outcome()).isEmpty();
    assertThat(received.rejected()).containsExactly("NOT_AN_AUDIT_RECORD");
    assertThat(received.isComplete()).isTrue();
  }

  @Test
  void shouldKeepTheEventsOfADaemonWithoutHeaderThatNobodyKnows() {
    // When
    ReceivedBytes daemon = ReceivedBytes.datagrams(SYSLOG + "Event: something new");
    ReceivedBytes shipper =
        ReceivedBytes.datagrams(
            "<155>Mar 15 07:14:18 gw1 audit: " + HEADER + " " + EVENT,
            "<155>Mar 15 07:14:19 gw1 audit: Event: something new");

    // Then
    assertThat(daemon.records())
        .extracting(AuditRecord::getText, AuditRecord::getFlags)
        .containsExactly(tuple("something new", List.of("HEADER_MISSING")));
    assertThat(shipper.records())
        .extracting(AuditRecord::getSignal)
        .containsExactly("MM_TIMEOUT", "UNKNOWN_TEXT");
  }

  @Test
  void shouldNotTakeTheFirstWordOfATextForAHostBecauseAnotherProgramDid() {
    // Given
    String header = "<155>Mar 15 07:14:18 ";

    // When
    ReceivedBytes received =
        ReceivedBytes.datagrams(
            header + "Main Event: x",
            header + HEADER,
            header + "Event: MM negotiation timeout, src 192.0.2.9",
            header + "Main Mode is no line of a record");

    // Then
    assertThat(received.outcome()).containsExactly(GW1.replace("gw1", ReceivedBytes.SENDER));
    assertThat(received.rejected()).containsExactly("NOT_AN_AUDIT_RECORD", "NOT_AN_AUDIT_RECORD");
  }
}
