package org.ikewatch.ingest.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import java.util.TreeMap;
import org.ikewatch.ingest.audit.Span;
import org.junit.jupiter.api.Test;

class UnknownTextsTest {
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final UnknownTexts texts = new UnknownTexts(meters);

  private Map<String, Double> counted() {
    Map<String, Double> counts = new TreeMap<>();
    for (Counter counter : meters.find("ikewatch_ingest_unknown_text_records").counters()) {
      counts.put(counter.getId().getTag("shape"), counter.count());
    }
    return counts;
  }

  @Test
  void shouldCountByShape() {
    // When
    texts.note(Span.of("lost 3 of 15.2.2.2"));
    texts.note(Span.of("lost 4 of fe80::1"));
    texts.note(Span.of("what is this"));

    // Then
    assertThat(counted())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("lost # of #", 2.0, "what is this", 1.0, "(other)", 0.0));
  }

  @Test
  void shouldStayBounded() {
    // When
    for (int i = 0; i < UnknownTexts.MOST_SHAPES + 50; i++) {
      texts.note(Span.of("noise " + "x".repeat(i % 100) + (char) ('g' + i / 100)));
    }

    // Then
    assertThat(counted()).hasSize(UnknownTexts.MOST_SHAPES + 1).containsEntry("(other)", 50.0);
  }
}
