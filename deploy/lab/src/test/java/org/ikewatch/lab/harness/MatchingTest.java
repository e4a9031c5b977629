package org.ikewatch.lab.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MatchingTest {

  @Test
  void shouldGiveWayWhereAnotherFitsThatTheNextCannotDoWithout() {
    // Given
    List<String> demanded = List.of("10 to 60", "20 to 30");
    List<Integer> given = List.of(25, 55);

    // When
    Matching<String, Integer> matching = Matching.of(demanded, given, MatchingTest::isWithin);

    // Then
    assertThat(matching.pairs())
        .containsExactlyInAnyOrder(
            new Matching.Couple<>("10 to 60", 55), new Matching.Couple<>("20 to 30", 25));
    assertThat(matching.unpaired()).isEmpty();
    assertThat(matching.left()).isEmpty();
  }

  @Test
  void shouldLeaveUnpairedWhatHasNoPartner() {
    // Given
    List<String> demanded = List.of("10 to 60", "20 to 30", "90 to 99");
    List<Integer> given = List.of(25, 75);

    // When
    Matching<String, Integer> matching = Matching.of(demanded, given, MatchingTest::isWithin);

    // Then
    assertThat(matching.pairs()).containsExactly(new Matching.Couple<>("10 to 60", 25));
    assertThat(matching.unpaired()).containsExactly("20 to 30", "90 to 99");
    assertThat(matching.left()).containsExactly(75);
  }

  private static boolean isWithin(String range, int at) {
    String[] ends = range.split(" to ", 2);
    return Integer.parseInt(ends[0]) <= at && at <= Integer.parseInt(ends[1]);
  }
}
