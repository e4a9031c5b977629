package org.ikewatch.ingest.guard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CreditTest {
  private final Credit credit = new Credit(10, 50, 1_000);

  @Test
  void shouldOweWhatWasSpentBeyondIt() {
    // Given
    assertThat(credit.left(1_000)).isEqualTo(50);

    // When
    credit.spend(70);

    // Then
    assertThat(credit.left(1_000)).isEqualTo(-20);
    assertThat(credit.left(3_500)).isEqualTo(5);
  }

  @Test
  void shouldNotGrowBeyondItsMost() {
    // Given
    credit.spend(10);

    // When
    double left = credit.left(60_000);

    // Then
    assertThat(left).isEqualTo(50);
  }

  @Test
  void shouldEarnNothingByAClockThatWasSetBack() {
    // Given
    credit.spend(50);
    assertThat(credit.left(1_000)).isZero();

    // When
    double left = credit.left(500);

    // Then
    assertThat(left).isZero();
    assertThat(credit.left(1_500)).isEqualTo(10);
  }
}
