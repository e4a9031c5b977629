package org.ikewatch.ingest.syslog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Collections.newSetFromMap;
import static java.util.Collections.synchronizedSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.ikewatch.ingest.audit.Bytes;
import org.junit.jupiter.api.Test;

class LearnedWritersTest {
  private final LearnedWriters learned = new LearnedWriters();
  private final List<String> read = new ArrayList<>();
  private final Set<String> seenBefore = new HashSet<>();

  private Writer of(String header) {
    byte[] text = Bytes.of("<155>" + header + "Msg: 1");
    return learned.of(
        text,
        "<155>".length(),
        text.length - "Msg: 1".length(),
        words -> {
          String known = new String(words, UTF_8);
          read.add(known);
          return new Writer("15.1.1.1", known, "", "");
        });
  }

  @Property(tries = 200)
  void shouldReadEachHeaderOnce(@ForAll List<String> headers) {
    // Given
    read.clear(); // of other tries, which share what was learnt
    Set<String> known = Set.copyOf(seenBefore);
    seenBefore.addAll(headers);

    // When
    List<String> hosts = headers.stream().map(this::of).map(Writer::host).toList();
    List<String> again = headers.stream().map(this::of).map(Writer::host).toList();

    // Then
    assertThat(hosts).isEqualTo(headers);
    assertThat(again).isEqualTo(headers);
    assertThat(read)
        .containsExactlyElementsOf(
            headers.stream().distinct().filter(header -> !known.contains(header)).toList());
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
  void shouldGiveAllThreadsTheSameWriter() {
    // Given
    Map<String, Set<Writer>> seen = new ConcurrentHashMap<>();

    // When
    IntStream.range(0, 40_000)
        .parallel()
        .mapToObj(i -> "hpux" + i % 2_000 + " ikmpd: ")
        .forEach(
            header ->
                seen.computeIfAbsent(
                        header, unseen -> synchronizedSet(newSetFromMap(new IdentityHashMap<>())))
                    .add(
                        learned.of(
                            Bytes.of(header),
                            0,
                            header.length(),
                            words -> new Writer("a", header, "", ""))));

    // Then
    assertThat(seen).hasSize(2_000).allSatisfy((header, writers) -> assertThat(writers).hasSize(1));
  }
}
