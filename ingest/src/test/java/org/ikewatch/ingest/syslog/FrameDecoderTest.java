package org.ikewatch.ingest.syslog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.ikewatch.ingest.audit.RejectReason;
import org.junit.jupiter.api.Test;

class FrameDecoderTest {
  private static final int MAX = 40;
  private static final int HEAD = 8;

  private static List<String> decode(byte[] bytes, int chunk) {
    List<String> out = new ArrayList<>();
    FrameDecoder decoder =
        new FrameDecoder(
            MAX,
            HEAD,
            new FrameDecoder.Output() {
              @Override
              public void line(byte[] from, int start, int end, boolean cut) {
                frame(from, start, end, cut);
              }

              @Override
              public void frame(byte[] from, int start, int end, boolean cut) {
                out.add((cut ? "cut " : "") + new String(from, start, end - start, UTF_8));
              }

              @Override
              public void refused(RejectReason reason, byte[] head, long length) {
                out.add(reason + " " + new String(head, UTF_8) + " " + length);
              }
            });
    for (int at = 0; at < bytes.length; at += chunk) {
      decoder.feed(bytes, at, Math.min(chunk, bytes.length - at));
    }
    decoder.finish();
    return out;
  }

  private static List<String> decode(String text) {
    return decode(text.getBytes(UTF_8), 1000);
  }

  @Test
  void shouldCutAtLineFeeds() {
    // Given
    String bytes = "one\ntwo\r\n\nthree\n";

    // When
    List<String> frames = decode(bytes);

    // Then
    assertThat(frames).containsExactly("one", "two\r", "", "three");
  }

  @Test
  void shouldCutByOctetCounts() {
    // Given
    String bytes = "7 <13>one8 <13>t\nwo\n9 <13>three";

    // When
    List<String> frames = decode(bytes);

    // Then
    assertThat(frames).containsExactly("<13>one", "<13>t\nwo", "<13>three");
  }

  @Test
  void shouldTakeLinesThatBeginWithDigitsForLines() {
    // Given
    String bytes = "51 records\n2026-11-23T12:00:00Z x\n3.136.171 proto: 51.\n";

    // When
    List<String> frames = decode(bytes);

    // Then
    assertThat(frames)
        .containsExactly("51 records", "2026-11-23T12:00:00Z x", "3.136.171 proto: 51.");
  }

  @Test
  void shouldRefuseALineThatIsTooLongAndGoOn() {
    // Given
    String bytes = "x".repeat(MAX + 1) + "\n" + "y".repeat(MAX) + "\n";

    // When
    List<String> frames = decode(bytes);

    // Then
    assertThat(frames).containsExactly("LINE_TOO_LONG xxxxxxxx 41", "y".repeat(MAX));
  }

  @Test
  void shouldPassOverAFrameThatIsTooLong() {
    // Given
    String bytes = "50 <" + "x".repeat(49) + "7 <13>one";

    // When
    List<String> frames = decode(bytes);

    // Then
    assertThat(frames).containsExactly("LINE_TOO_LONG <xxxxxxx 50", "<13>one");
  }

  @Test
  void shouldFindItsFeetAtTheNextLineAfterABadCount() {
    // Given
    String bytes = "5 <13>one two\n7 <13>two";

    // When
    List<String> frames = decode(bytes);

    // Then
    assertThat(frames).containsExactly("<13>o", "BAD_OCTET_COUNT ne two 6", "<13>two");
  }

  @Test
  void shouldRefuseAnAbsurdCount() {
    // Given
    String bytes = "999999999 <13>one\n<13>two\n";

    // When
    List<String> frames = decode(bytes);

    // Then
    assertThat(frames).containsExactly("BAD_OCTET_COUNT 99999999 17", "<13>two");
  }

  @Test
  void shouldCutAtNulsBeforeAMessageAndNotInsideOne() {
    // Given
    String bytes = "\0<13>one\0<13>t\0wo\0\n\0\0Msg: 413\0Event: x\0";

    // When
    List<String> frames = decode(bytes);

    // Then
    assertThat(frames).containsExactly("<13>one", "<13>t\0wo", "Msg: 413", "Event: x");
  }

  @Test
  void shouldTellWhatTheConnectionsEndCutOff() {
    // Given
    String bytes = "one\ntw";

    // When
    List<String> frames = decode(bytes);

    // Then
    assertThat(frames).containsExactly("one", "cut tw");
  }

  @Provide
  Arbitrary<String> streams() {
    return Arbitraries.of(
            "<13>one\n",
            "7 <13>one",
            "60 <" + "x".repeat(59),
            "12 ",
            "\n",
            "a",
            "<",
            "9999999999 <",
            "x".repeat(45),
            "0 ",
            "5 <13>one two\n",
            "\r\n",
            "\n\0",
            "<13>one\0\n",
            "<13>one\0<13>two\r\n",
            "<13>one\0\0Msg: 413\n")
        .list()
        .ofMaxSize(12)
        .map(parts -> String.join("", parts));
  }

  @Property
  void shouldNotMindHowTheBytesAreSplit(@ForAll("streams") String stream) {
    // Given
    byte[] bytes = stream.getBytes(UTF_8);

    // When
    List<String> whole = decode(bytes, 1000);

    // Then
    assertThat(decode(bytes, 1)).isEqualTo(whole);
    assertThat(decode(bytes, 3)).isEqualTo(whole);
  }
}
