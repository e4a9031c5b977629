package org.ikewatch.ingest.listen.relp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RelpDecoderTest {
  private static final int MAX_LINE = 20;
  private static final int MAX_HEAD = 8;

  /** What a decoder says, one string for each. */
  private static final class Heard implements RelpDecoder.Output {
    private final List<String> all = new ArrayList<>();
    private final RelpDecoder decoder = new RelpDecoder(MAX_LINE, MAX_HEAD, this);

    @Override
    public void frame(RelpFrame frame) {
      all.add(frame.number() + "|" + frame.command() + "|" + frame.text());
    }

    @Override
    public void overlong(RelpFrame head, long length) {
      all.add(head.number() + "|" + head.text() + "...|" + length);
    }

    @Override
    public void broken(int number, String expected, byte[] seen) {
      all.add(number + "|broken|" + expected);
    }

    Heard feed(String text) {
      feed(text.getBytes(ISO_8859_1));
      return this;
    }

    void feed(byte[] bytes) {
      decoder.feed(bytes, bytes.length);
    }
  }

  @Test
  void shouldReadFrames() {
    // Given
    Heard heard = new Heard();

    // When
    heard.feed("1 open 14 relp_version=0\n2 syslog 5 a\nb\nc\n3 close 0\n999999999 rsp 0 \n");

    // Then
    assertThat(heard.all)
        .containsExactly("1|open|relp_version=0", "2|syslog|a\nb\nc", "3|close|", "999999999|rsp|");
    assertThat(heard.decoder.isUnfinished()).isFalse();
  }

  @Test
  void shouldKeepTheBeginningOfWhatIsTooLong() {
    // Given
    Heard heard = new Heard();

    // When
    heard.feed("1 syslog 21 abcdefghijklmnopqrstu\n2 syslog 20 abcdefghijklmnopqrst\n");

    // Then
    assertThat(heard.all).containsExactly("1|abcdefgh...|21", "2|syslog|abcdefghijklmnopqrst");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "GET / HTTP/1.1; 0",
        "0 serverclose 0; 0",
        "1234567890 syslog 1 a; 0",
        "7  syslog 1 a; 7",
        "7 sys1og 1 a; 7",
        "7 aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa 1 a; 7",
        "7 syslog 1a a; 7",
        "7 syslog  a; 7",
        "7 syslog -1 a; 7",
        "7 syslog 321 a; 7",
        "7 syslog 999999999 a; 7",
        "7 syslog 9999999999 a; 7",
        "7 syslog 1 ab; 7",
      })
  void shouldNotGoOnAfterAnError(String bytes, int number) {
    // Given
    Heard heard = new Heard();

    // When
    heard.feed(bytes + "\n").feed("8 syslog 1 a\n");

    // Then
    assertThat(heard.all).hasSize(1);
    assertThat(heard.all.get(0)).startsWith(number + "|broken|");
    assertThat(heard.decoder.held()).isZero();
  }

  @Test
  void shouldHoldWhatArrivedAndNotWhatIsAnnounced() {
    // Given
    Heard heard = new Heard();

    // When
    heard.feed("1 syslog 300 abc");

    // Then
    assertThat(heard.decoder.held()).isEqualTo(3);
    assertThat(heard.decoder.isUnfinished()).isTrue();
  }

  @Property(tries = 500)
  void shouldNotDependOnHowBytesAreSplit(
      @ForAll @Size(max = 6) List<@IntRange(min = 0, max = 40) Integer> lengths,
      @ForAll @Size(max = 12) List<@IntRange(min = 0, max = 400) Integer> cuts,
      @ForAll boolean damaged) {
    // Given
    StringBuilder sent = new StringBuilder();
    for (int i = 0; i < lengths.size(); i++) {
      RelpFrame frame = RelpFrame.of(i + 1, "syslog", "\n".repeat(lengths.get(i)));
      sent.append(new String(frame.toBytes(), ISO_8859_1));
    }
    sent.append(damaged ? "9 syslog 3 four\n9 rsp 0\n" : "9 rsp 0\n");
    byte[] bytes = sent.toString().getBytes(ISO_8859_1);
    int[] at = cuts.stream().mapToInt(it -> Math.min(it, bytes.length)).sorted().toArray();
    Heard whole = new Heard().feed(sent.toString());

    // When
    Heard split = new Heard();
    int from = 0;
    for (int cut : at) {
      split.feed(Arrays.copyOfRange(bytes, from, cut));
      from = cut;
    }
    split.feed(Arrays.copyOfRange(bytes, from, bytes.length));

    // Then
    assertThat(split.all).isEqualTo(whole.all).hasSize(lengths.size() + 1);
  }
}
