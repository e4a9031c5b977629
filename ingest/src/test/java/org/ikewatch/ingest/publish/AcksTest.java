package org.ikewatch.ingest.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class AcksTest {
  @Test
  void shouldStopAtTheFirstThatIsOpen() {
    // Given
    Acks acks = new Acks(100);

    // When
    acks.done(102, 103);
    acks.done(100);

    // Then
    assertThat(acks.firstOpen()).isEqualTo(101);
    assertThat(acks.isDone(99)).isTrue();
    assertThat(acks.isDone(101)).isFalse();
    assertThat(acks.isDone(103)).isTrue();
    assertThat(acks.isDone(104)).isFalse();
  }

  @Property(tries = 20)
  void shouldComeToTheEndInWhateverOrder(@ForAll Random random) {
    // Given more than are kept before they are forgotten
    Acks acks = new Acks(7);
    List<Long> all = LongStream.range(7, 200_000).boxed().collect(Collectors.toList());
    for (int from = 0; from < all.size(); from += 1_000) {
      Collections.shuffle(all.subList(from, Math.min(all.size(), from + 1_000)), random);
    }

    // When
    all.forEach(acks::done);

    // Then
    assertThat(acks.firstOpen()).isEqualTo(200_000);
  }
}
