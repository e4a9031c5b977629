package org.ikewatch.ingest.syslog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.ikewatch.ingest.audit.Bytes;
import org.ikewatch.ingest.audit.Span;
import org.ikewatch.ingest.audit.SyslogStamp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SyslogParserTest {
  private static final List<String> BEGINNINGS =
      List.of("", "<13>Nov 23 12:00:00 ", "<13>1 ", "<13>1 - h a - - [x y=\"", "<13>Nov 23 ");

  private final SyslogParser parser =
      new SyslogParser("15.1.1.1", "hpux042"::equals, new LearnedMemory(1 << 20));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Msg: 1 From: IKMPD | | | Msg: 1 From: IKMPD",
        "<155>Nov 23 12:00:00 Msg: 1 From: IKMPD | | | Msg: 1 From: IKMPD",
        "<155>Nov 23 12:00:00 ikmpd: Msg: 1 From: IKMPD | | ikmpd | Msg: 1 From: IKMPD",
        "<155>Nov  3 12:00:00 ikmpd[77]: Event: x | | ikmpd | Event: x",
        "<13>Nov 23 12:00:00 myhost ikmpd: Msg: 413 | myhost | ikmpd | Msg: 413",
        "<13>Nov 23 12:00:00 myhost Msg: 413 | myhost | | Msg: 413",
        "<13>Nov 23 12:00:00 Forwarded from relay7: ikmpd: Msg: 413 | relay7 | ikmpd | Msg: 413",
        "<13>Nov 23 12:00:00 Message forwarded from relay7: ikmpd: Msg: 4 | relay7 | ikmpd | Msg: 4",
        "Jun  5 12:02:32 6D myhost ikmpd: Msg: 4 | myhost | ikmpd | Msg: 4",
        "<13>2026-11-23T12:00:00+01:00 myhost ikmpd: Msg: 4 | myhost | ikmpd | Msg: 4",
        "<155>1 2026-11-23T12:00:00Z myhost ikmpd 77 - - Msg: 4 | myhost | ikmpd | Msg: 4",
        "<155>1 - - - - - - Msg: 4 | | | Msg: 4",
        "<155>1 - h a - - [x@1 k=\"v]\"][y@1] Msg: 4 | h | a | Msg: 4",
        "<13>Nov 23 12:00:00 myhost last message repeated 2 times | myhost | | last message repeated 2 times",
        "<13>Nov 23 12:00:00 above message repeats 2 times | | | above message repeats 2 times",
        "<13>Nov 23 12:00:00 3.136.171 proto: 51. | | | 3.136.171 proto: 51.",
        "<13>Nov 23 12:00:00 hpux042 te DYING | hpux042 | | te DYING",
        "<999999>Nov 23 | | | <999999>Nov 23"
      })
  void shouldReadHeaders(String message, String host, String tag, String payload) {
    // Given

    // When
    SyslogMessage read = parser.parse(Span.of(message));

    // Then
    assertThat(read.writer().host()).isEqualTo(host == null ? "" : host);
    assertThat(read.writer().tag()).isEqualTo(tag == null ? "" : tag);
    assertThat(read.payload().text()).isEqualTo(payload);
  }

  @Test
  void shouldKnowAHeaderAgainBeforeAContinuation() {
    // Given
    parser.parse(Span.of("<13>Nov 23 12:00:00 myhost ikmpd: Event: local 10.1.1.1/500 sta"));

    // When
    SyslogMessage read = parser.parse(Span.of("<13>Nov 23 12:00:00 myhost ikmpd: te DYING"));

    // Then
    assertThat(read.writer().host()).isEqualTo("myhost");
    assertThat(read.payload().text()).isEqualTo("te DYING");
  }

  @Test
  void shouldKeepStructuredData() {
    // Given
    String data = "[origin ip=\"15.1.1.42\" note=\"a \\\"]\\\" inside\"][x@1 y=\"z\"]";
    String message = "<155>1 2002-03-15T07:14:18Z hpux042 ikmpd - - " + data + " Msg: 413";

    // When
    SyslogMessage read = parser.parse(Span.of(message));

    // Then
    assertThat(read.writer()).isEqualTo(new Writer("15.1.1.1", "hpux042", "ikmpd", ""));
    assertThat(read.stamp()).isEqualTo(new SyslogStamp.Absolute("2002-03-15T07:14:18Z"));
    assertThat(read.claims().structuredData()).isEqualTo(data);
    assertThat(read.payload().text()).isEqualTo("Msg: 413");
  }

  @ParameterizedTest
  @CsvSource({
    "Nov 23 12:00:00, 2026-11-23T12:00:05Z, 2026-11-23T12:00:00Z",
    "Dec 31 23:59:59, 2027-01-01T00:00:05Z, 2026-12-31T23:59:59Z",
    "Jan  1 00:00:01, 2026-12-31T23:59:59Z, 2027-01-01T00:00:01Z",
    "Feb 29 12:00:00, 2025-01-15T00:00:00Z, 2024-02-29T12:00:00Z"
  })
  void shouldFindTheYearOfAStamp(String stamp, Instant arrived, Instant expected) {
    // Given
    SyslogStamp read = new SyslogStamp.WithoutYear(stamp);

    // When
    long millis = read.resolve(ZoneId.of("UTC"), arrived.toEpochMilli());

    // Then
    assertThat(Instant.ofEpochMilli(millis)).isEqualTo(expected);
  }

  @Property
  void shouldReadNothingBeyondAMessageWhateverItIs(
      @ForAll @IntRange(max = 4) int beginning, @ForAll String text) {
    // Given
    String message = BEGINNINGS.get(beginning) + text;
    byte[] bytes = Bytes.of("<13>" + message + " Msg: 1 [x] Event: y");
    int length = Bytes.of(message).length;
    Span part = new Span(bytes, 4, 4 + length, false);

    // When
    SyslogMessage alone =
        new SyslogParser("15.1.1.1", word -> false, new LearnedMemory(1 << 20))
            .parse(Span.of(message));
    SyslogMessage amongOthers =
        new SyslogParser("15.1.1.1", word -> false, new LearnedMemory(1 << 20)).parse(part);

    // Then
    assertThat(amongOthers.payload().text()).isEqualTo(alone.payload().text());
    assertThat(amongOthers.writer()).isEqualTo(alone.writer());
    assertThat(amongOthers.stamp()).isEqualTo(alone.stamp());
    assertThat(amongOthers.claims().structuredData()).isEqualTo(alone.claims().structuredData());
    assertThat(message).endsWith(alone.payload().text());
  }

  @Test
  void shouldKeepNoNameThatIsLongerThanAnyHosts() {
    // Given
    String longName = "x".repeat(60_000);

    // When
    Writer one = parser.parse(Span.of("<155>1 - " + longName + "1 ikmpd - - - Msg: 4")).writer();
    Writer other = parser.parse(Span.of("<155>1 - " + longName + "2 ikmpd - - - Msg: 4")).writer();
    Writer tag = parser.parse(Span.of("<155>1 - gw1 " + longName + " - - - Msg: 4")).writer();

    // Then
    assertThat(one.host()).hasSizeLessThan(100).isNotEqualTo(other.host());
    assertThat(one.headerHost()).isEqualTo(HeaderHost.TOO_LONG);
    assertThat(tag.tag()).hasSizeLessThan(100);
    assertThat(tag.usableHost()).isEqualTo("gw1");
  }
}
