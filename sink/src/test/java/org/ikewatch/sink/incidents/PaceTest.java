package org.ikewatch.sink.incidents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class PaceTest {
  private static final long SECOND = 1_000_000_000L;

  private final AtomicLong nanos = new AtomicLong(-5 * SECOND);

  private Pace pace(int count, int seconds) {
    return new Pace(Optional.of(new Rate(count, Duration.ofSeconds(seconds))), nanos::get);
  }

  @Test
  void shouldNotHoldBackWhereNothingIsSaid() {
    // Given
    Pace pace = new Pace(Optional.empty(), nanos::get);
    pace.delivered(1_000_000);

    // When, Then
    assertThat(pace.allowed()).isEqualTo(Integer.MAX_VALUE);
    assertThat(pace.untilAllowed()).isZero();
  }

  @Test
  void shouldWaitUntilTheOldestIsLongEnoughAgo() {
    // Given
    Pace pace = pace(3, 60);
    pace.delivered(2);
    nanos.addAndGet(20 * SECOND);

    // When, Then
    assertThat(pace.allowed()).isEqualTo(1);
    pace.delivered(1);
    assertThat(pace.allowed()).isZero();
    assertThat(pace.untilAllowed()).isEqualTo(Duration.ofSeconds(40));
    nanos.addAndGet(40 * SECOND);
    assertThat(pace.allowed()).isEqualTo(2);
    assertThat(pace.untilAllowed()).isZero();
  }

  @Property
  void shouldDeliverNoMoreWithinAnySpanAndNeverStop(
      @ForAll @IntRange(min = 1, max = 9) int count,
      @ForAll @IntRange(min = 1, max = 9) int seconds,
      @ForAll @Size(max = 60) List<@IntRange(max = 12) Integer> asked) {
    // Given
    Pace pace = pace(count, seconds);
    List<Long> delivered = new ArrayList<>();

    // When
    for (int wish : asked) {
      int now = Math.min(wish, pace.allowed());
      pace.delivered(now);
      for (int i = 0; i < now; i++) {
        delivered.add(nanos.get());
      }
      nanos.addAndGet(now == 0 ? Math.max(1, pace.untilAllowed().toNanos()) : SECOND / 3);
    }

    // Then
    for (int i = count; i < delivered.size(); i++) {
      assertThat(delivered.get(i) - delivered.get(i - count))
          .isGreaterThanOrEqualTo(seconds * SECOND);
    }
    nanos.addAndGet(pace.untilAllowed().toNanos());
    assertThat(pace.allowed()).isPositive();
  }

  @Test
  void shouldRefuseARateThatIsNone() {
    assertThatThrownBy(() -> new Rate(0, Duration.ofSeconds(1)))
        .hasMessage("at least one has to be delivered, not 0");
    assertThatThrownBy(() -> new Rate(1, Duration.ZERO))
        .hasMessage("the time must be positive, it is PT0S");
  }
}
