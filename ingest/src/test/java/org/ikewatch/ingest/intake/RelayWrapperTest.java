package org.ikewatch.ingest.intake;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever relays wrap around a record, in whatever order: it stays the same record. */
class RelayWrapperTest {
  private static final String HEADER =
      "Msg: 413 From: IKMPD Lvl: ERROR Date: Fri Mar 15 07:14:18 2002";
  private static final String EVENT = "Event: MM negotiation timeout, src 192.0.2.9";
  private static final String GW1 = "gw1 413 2002-03-15T07:14:18Z MM_TIMEOUT 192.0.2.9";
  private static final List<String> PIECES =
      List.of(
          "<155>",
          "<1",
          "1 ",
          "Mar 15 07:14:18 ",
          "Mar  5 2002 07:14:18.679 UTC: ",
          "2002-03-15T07:14:18Z ",
          "[15/Mar/2002:07:14:18 +0100] ",
          "gw1 ",
          "ikmpd: ",
          "ikmpd[4711]: ",
          "- - - ",
          "[x@1 y=\"",
          "\"]",
          "[ID 702911 ",
          "local3.error] ",
          "Forwarded from ",
          "original address=",
          "message repeated 3 times: [ ",
          "Last message '",
          "' repeated 3 times",
          "IKEWATCH seq=7 file=a host=gw1: ",
          HEADER,
          " " + EVENT,
          "Msg:",
          "Event:",
          "#012",
          "\\n",
          "\n",
          "\0",
          "\uFEFF",
          "7 <13>one",
          "99 ",
          "\t");

  private static Arbitrary<String> stamp() {
    return Arbitraries.of(
        "Mar 15 07:14:18",
        "Mar 15 2002 07:14:18",
        "Mar 15 07:14:18 2002",
        "Fri Mar 15 07:14:18 2002",
        "Mar 15 07:14:18.679",
        "Mar 15 07:14:18 CET",
        "*Mar 15 07:14:18.679 UTC:",
        "2002-03-15T07:14:18.123456+01:00",
        "2002-03-15 07:14:18,679",
        "[15/Mar/2002:07:14:18 +0100]",
        "20020315T071418Z",
        "1016176458.679",
        "03/15/2002 07:14:18");
  }

  private static Arbitrary<String> blank() {
    return Arbitraries.of(" ", "  ", "\t");
  }

  private static Arbitrary<String> priority() {
    return Arbitraries.of("<155>", "<155> ", "\uFEFF<155>", "<13>");
  }

  private static Arbitrary<String> level() {
    return Arbitraries.of("", "local3.err ", "<local3.err> ", "[err] ", "3D ");
  }

  private static Arbitrary<String> host(String name) {
    return Arbitraries.of(
        name, name + "/relay7", "s_net@" + name, "Forwarded from " + name + ":", "[" + name + "]");
  }

  /** A header of RFC 3164, as relays write it. */
  private static Arbitrary<String> bsd(String name, Arbitrary<String> tag) {
    return Combinators.combine(priority(), stamp(), blank(), level(), host(name), tag)
        .as((pri, at, gap, level, host, program) -> pri + at + gap + level + host + gap + program);
  }

  private static Arbitrary<String> rfc5424(String name, String program) {
    return Arbitraries.of("- - - ", "4711 - [x@1 y=\"]\"][z@2 a=\"b\"]  ", "- - - \uFEFF", "- ")
        .map(rest -> "<155>1 2002-03-15T07:14:20.5Z " + name + " " + program + " " + rest);
  }

  private static Arbitrary<String> relay(String name) {
    return Arbitraries.oneOf(
        bsd(name, Arbitraries.of("", "relayd: ", "relayd[7]: ")), rfc5424(name, "relayd"));
  }

  private static Arbitrary<String> writer() {
    Arbitrary<String> tag =
        Arbitraries.of("ikmpd: ", "ikmpd[4711]: ", "ikmpd: [ID 702911 local3.error] ", "ikmpd:\t");
    return Arbitraries.oneOf(bsd("gw1", tag), rfc5424("gw1", "ikmpd"));
  }

  /** The headers of up to three relays before that of the host. */
  @Provide
  Arbitrary<String> headers() {
    return Combinators.combine(relay("relay3"), relay("relay2"), relay("relay1"), writer())
        .as(List::of)
        .flatMap(
            all ->
                Arbitraries.integers()
                    .between(0, 3)
                    .map(first -> String.join("", all.subList(first, all.size()))));
  }

  @Property
  void shouldReadTheSameRecordWhateverIsWrappedAroundIt(@ForAll("headers") String headers) {
    // When
    ReceivedBytes whole = ReceivedBytes.datagrams(headers + HEADER + " " + EVENT);
    ReceivedBytes halves = ReceivedBytes.datagrams(headers + HEADER, headers + EVENT);

    // Then
    assertThat(whole.outcome()).containsExactly(GW1);
    assertThat(halves.outcome()).containsExactly(GW1);
    assertThat(halves.unusable()).isEmpty();
  }

  @Provide
  Arbitrary<String> ends() {
    return Arbitraries.of("\n", "\r\n", "\0", "\0\n", "\n\0\0");
  }

  @Provide
  Arbitrary<String> lineFeeds() {
    return Arbitraries.of("\n", "#012", "\\n", "\\r\\n", "\\x0a", "^J", " ");
  }

  @Property
  void shouldReadTheSameRecordWhereverLinesEnd(
      @ForAll("headers") String headers,
      @ForAll("ends") String end,
      @ForAll("lineFeeds") String lineFeed) {
    // Given
    String message = headers + HEADER + lineFeed + EVENT;

    // When
    ReceivedBytes received =
        ReceivedBytes.connection(message + end + message.replace("413", "414") + end);

    // Then
    assertThat(received.outcome()).containsExactly(GW1, GW1.replace("413", "414"));
    assertThat(received.isComplete()).isTrue();
  }

  @Property
  void shouldAccountForWhateverComes(@ForAll byte[] bytes) {
    // When
    ReceivedBytes datagram = ReceivedBytes.datagrams(List.of(bytes));
    ReceivedBytes connection = ReceivedBytes.connection(bytes);

    // Then
    assertThat(datagram.isComplete()).isTrue();
    assertThat(connection.isComplete()).isTrue();
  }

  @Provide
  Arbitrary<String> pieces() {
    return Arbitraries.of(PIECES).list().ofMaxSize(14).map(pieces -> String.join("", pieces));
  }

  @Property
  void shouldAccountForWhateverComesOfTheSamePieces(
      @ForAll @Size(max = 3) List<@net.jqwik.api.From("pieces") String> messages) {
    // When
    ReceivedBytes datagrams = ReceivedBytes.datagrams(messages.toArray(new String[0]));
    ReceivedBytes connection = ReceivedBytes.connection(String.join("\n", messages));

    // Then
    assertThat(datagrams.isComplete()).isTrue();
    assertThat(connection.isComplete()).isTrue();
  }

  /** A mebibyte of these took minutes if reading one of them looked at all the others. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "<155>",
        "<155>Mar 15 07:14:18 ",
        "<155>1 2002-03-15T07:14:18Z a b - - - ",
        "\0",
        "\0<",
        "\0a",
        "\n",
        "#01",
        "\\",
        "message ",
        "last message '",
        "IKEWATCH ",
        "Msg: ",
        "Event: ",
        "Event: a\n",
        "Msg: 1 From: IKMPD\n",
        "[x@1 y=\"",
        "[ID ",
        "- ",
        "Mar ",
        "2002-",
        "\uFEFF"
      })
  void shouldReadInTimeThatGrowsWithTheLengthOnly(String piece) {
    // Given
    String many = "<155>" + piece.repeat((1 << 20) / piece.length());

    // When
    ReceivedBytes received =
        assertTimeoutPreemptively(
            Duration.ofSeconds(20), () -> ReceivedBytes.connection(many.getBytes(ISO_8859_1)));
    ReceivedBytes longMessage =
        assertTimeoutPreemptively(
            Duration.ofSeconds(20),
            () -> ReceivedBytes.datagrams(List.of(many.substring(0, 60_000).getBytes(UTF_8))));

    // Then
    assertThat(received.isComplete()).isTrue();
    assertThat(longMessage.isComplete()).isTrue();
  }
}
