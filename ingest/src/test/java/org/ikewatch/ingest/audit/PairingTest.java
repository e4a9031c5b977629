package org.ikewatch.ingest.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.ikewatch.ingest.catalogue.CatalogueLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which header gets which event: H1 is the header of record 1, E1 its event. */
class PairingTest {
  private static final Catalogue CATALOGUE = CatalogueLoader.standard();
  private static final long T0 = 1_000_000;

  private final List<String> records = new ArrayList<>();
  private final AuditRecordAssembler assembler =
      new AuditRecordAssembler(
          CATALOGUE,
          new Hold(200, 2000),
          new AuditRecordAssembler.Output() {
            @Override
            public void record(AssembledRecord assembled) {
              records.add(describe(assembled));
            }

            @Override
            public void rejected(AuditLine line, RejectReason reason) {
              records.add("rejected");
            }

            @Override
            public void ignored(AuditLine line, IgnoreReason reason) {}
          });

  private static String describe(AssembledRecord assembled) {
    String text = assembled.text().text();
    String header = assembled.header().isMissing() ? "-" : "H" + assembled.header().msg();
    String event = text.isEmpty() ? "-" : "E" + text.charAt(text.length() - 1);
    return header + event + (assembled.flags().contains(Flag.REORDERED) ? "!" : "");
  }

  private static String lineOf(String name) {
    return switch (name.charAt(0)) {
      case 'H' ->
          "Msg: " + name.charAt(1) + " From: IKMPD Lvl: ERROR Date: Fri Mar 15 07:14:18 2002";
      case 'E' -> "Event: MM negotiation timeout, src 15.2.2." + name.charAt(1);
      case 'W' -> lineOf("H" + name.charAt(1)) + " " + lineOf("E" + name.charAt(1));
      case '_' -> "";
      default -> name;
    };
  }

  private void accept(String names) {
    for (String name : names.split(" ", -1)) {
      String text = lineOf(name);
      assembler.accept(
          new AuditLine(
              Span.of(text),
              Span.of(text),
              T0,
              SyslogStamp.NONE,
              Claims.NONE,
              0,
              false,
              false,
              Receipt.NONE));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "H1 E1 H2 E2, H1E1 H2E2",
    "E1 H1, H1E1!",
    "E1 H1 H2 E2, H1E1! H2E2",
    "E1 H1 E2, -E1 H1E2",
    "H1 E1 E2 H2, H1E1 H2E2!",
    "H1 H2 E1 E2, H1E1! H2E2!",
    "H1 H2 E2, H1- H2E2",
    "H1 H2 E2 H3 E3, H1- H2E2 H3E3",
    "H1 H2 H3 E3, H1- H2- H3E3",
    "E1 E2 H1 H2, H1E1! H2E2!",
    "E1 E2 H2, -E1 H2E2!",
    "E1 E2 H2 E3 H3, -E1 -E2 H2E3 H3-",
    "E1 E2 E3, -E1 -E2 -E3",
    "E1 W2, -E1 H2E2",
    "H1 W2 E3, H1- H2E2 -E3",
    "E1 _ H1, -E1 H1-",
    "H1 _ E1, H1E1",
    "E1 strange H1, -E1 rejected H1-"
  })
  void shouldPairHeadersWithEvents(String lines, String expected) {
    // Given

    // When
    accept(lines);
    assembler.flush();

    // Then
    assertThat(String.join(" ", records)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"E1", "E1 H1", "H1 H2 E1", "E1 E2 H1"})
  void shouldWaitNoLongerThanTheHoldForTheHeaderOfAnEvent(String lines) {
    // Given
    accept(lines);

    // When
    assembler.expire(T0 + 199);
    int before = records.size();
    assembler.expire(T0 + 200);

    // Then
    assertThat(before).isZero();
    assertThat(assembler.isPending()).isFalse();
  }

  @Test
  void shouldWaitLongerForTheEventOfAHeader() {
    // Given
    accept("H1");

    // When
    assembler.expire(T0 + 1999);
    int before = records.size();
    assembler.expire(T0 + 2000);

    // Then
    assertThat(before).isZero();
    assertThat(records).containsExactly("H1-");
  }

  @Test
  void shouldContinueTheLastEventOfAReorderedRecord() {
    // Given
    String wrapped = "Event: local 10.1.1.1/500 - remote 10.2.2.2/500:ike_sa 40079580 sta";

    // When
    for (String text : List.of(lineOf("H1"), lineOf("H2"), lineOf("E1"), wrapped)) {
      assembler.accept(
          new AuditLine(
              Span.of(text),
              Span.of(text),
              T0,
              SyslogStamp.NONE,
              Claims.NONE,
              0,
              false,
              false,
              Receipt.NONE));
    }
    String rest = "te INI_IKE_SA_INIT_SENT -> DYING";
    assembler.accept(
        new AuditLine(
            Span.of(rest),
            Span.of(rest),
            T0,
            SyslogStamp.NONE,
            Claims.NONE,
            0,
            false,
            false,
            Receipt.NONE));

    // Then
    assertThat(records).containsExactly("H1E1!", "H2EG!");
  }
}
