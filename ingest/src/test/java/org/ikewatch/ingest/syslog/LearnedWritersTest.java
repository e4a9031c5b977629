package org.ikewatch.ingest.syslog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.ikewatch.ingest.audit.Bytes;
import org.ikewatch.ingest.audit.Span;
import org.junit.jupiter.api.Test;

class LearnedWritersTest {
  private LearnedWriters learned = new LearnedWriters(new LearnedMemory(1 << 30));
  private final List<String> read = new ArrayList<>();

  private Writer of(String header) {
    byte[] text = Bytes.of("<155>" + header + "Msg: 1");
    int start = "<155>".length();
    int end = text.length - "Msg: 1".length();
    Writer known = learned.find(text, start, end);
    if (known != null) {
      return known;
    }
    read.add(header);
    Writer writer = new Writer("15.1.1.1", header, "", "");
    learned.learn(text, start, end, writer);
    return writer;
  }

  @Property(tries = 200)
  void shouldReadEachHeaderOnce(@ForAll List<@StringLength(max = 128) String> headers) {
    // Given
    learned = new LearnedWriters(new LearnedMemory(1 << 30)); // tries share the fields
    read.clear();

    // When
    List<String> hosts = headers.stream().map(this::of).map(Writer::host).toList();
    List<String> again = headers.stream().map(this::of).map(Writer::host).toList();

    // Then
    assertThat(hosts).isEqualTo(headers);
    assertThat(again).isEqualTo(headers);
    assertThat(read).containsExactlyElementsOf(headers.stream().distinct().toList());
  }

  @Test
  void shouldGoOnReadingBeyondItsBound() {
    // Given
    int many = LearnedWriters.MOST + 10;
    IntStream.range(0, many).forEach(i -> of("hpux" + i + " ikmpd: "));
    read.clear();

    // When
    Writer first = of("hpux0 ikmpd: ");
    Writer beyond = of("hpux" + (many - 1) + " ikmpd: ");

    // Then
    assertThat(first.host()).isEqualTo("hpux0 ikmpd: ");
    assertThat(beyond.host()).isEqualTo("hpux" + (many - 1) + " ikmpd: ");
    assertThat(read).containsExactly("hpux" + (many - 1) + " ikmpd: ");
  }

  @Test
  void shouldLearnWhatSeveralThreadsReadAtATime() {
    // When
    IntStream.range(0, 40_000).parallel().forEach(i -> learn("hpux" + i % 2_000 + " ikmpd: "));

    // Then
    assertThat(IntStream.range(0, 2_000).mapToObj(i -> "hpux" + i + " ikmpd: "))
        .allSatisfy(
            header ->
                assertThat(learned.find(Bytes.of(header), 0, header.length()).host())
                    .isEqualTo(header));
  }

  private void learn(String header) {
    learned.learn(Bytes.of(header), 0, header.length(), new Writer("a", header, "", ""));
  }

  @Test
  void shouldBoundWhatItKeepsInBytes() {
    // Given
    String longHeader = "x".repeat(400);

    // When
    IntStream.range(0, 10_000).forEach(i -> learn(longHeader + i));
    learn("y".repeat(513));

    // Then
    assertThat(
            IntStream.range(0, 10_000)
                .filter(
                    i -> {
                      byte[] header = Bytes.of(longHeader + i);
                      return learned.find(header, 0, header.length) != null;
                    })
                .count())
        .isBetween(2_000L, 3_000L);
    assertThat(learned.find(Bytes.of("y".repeat(513)), 0, 513)).isNull();
  }

  @Test
  void shouldLearnNoMoreThanTheMemoryOfAllHolds() {
    // Given
    LearnedMemory memory = new LearnedMemory(10_000);
    SyslogParser first = new SyslogParser("15.1.1.1", word -> false, memory);
    SyslogParser second = new SyslogParser("15.1.1.2", word -> false, memory);

    // When
    IntStream.range(0, 1_000).forEach(i -> parse(first, "gw" + i));
    long left = memory.left();
    SyslogMessage unlearned = parse(second, "gw7");
    first.forget();

    // Then
    assertThat(left).isBetween(0L, 300L);
    assertThat(unlearned.writer().host()).isEqualTo("gw7");
    assertThat(memory.left()).isEqualTo(10_000);
  }

  private static SyslogMessage parse(SyslogParser parser, String host) {
    return parser.parse(Span.of("<155>Mar 15 07:14:18 " + host + " ikmpd: Msg: 413 From: IKMPD"));
  }
}
