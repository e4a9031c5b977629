package org.ikewatch.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ikewatch.sink.Samples.incident;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.ikewatch.schemas.Incident;
import org.ikewatch.sink.incidents.Backoff;
import org.ikewatch.sink.incidents.Children;
import org.ikewatch.sink.incidents.DeliveryException;
import org.ikewatch.sink.incidents.DeliveryPolicy;
import org.ikewatch.sink.incidents.Destination;
import org.ikewatch.sink.incidents.Rate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A feed with a rate, with a digest, and with nothing to do. */
@Timeout(60)
class PacedFeedTest {
  private static final Backoff BACKOFF = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(4));
  private static final Duration DIGEST = Duration.ofMinutes(5);

  private final List<String> delivered = new ArrayList<>();
  private int failingRenewals;

  private final class Recording implements Destination {
    @Override
    public String name() {
      return "recording";
    }

    @Override
    public void deliver(List<Incident> revisions) {
      revisions.forEach(one -> delivered.add(one.getIncidentId() + "/" + one.getRevision()));
    }

    @Override
    public boolean renew() {
      if (failingRenewals > 0) {
        failingRenewals--;
        throw new DeliveryException.Retriable("away", null);
      }
      return true;
    }

    @Override
    public void close() {}
  }

  private static FeedHarness harness(Optional<Rate> rate, Duration digest) {
    return new FeedHarness(new DeliveryPolicy(BACKOFF, BACKOFF, Children.DELIVER, rate, digest));
  }

  @Test
  void shouldKeepToItsRateAndLoseNothing() {
    // Given
    FeedHarness harness = harness(Optional.of(new Rate(2, Duration.ofMinutes(1))), Duration.ZERO);

    // When
    harness.feed(
        new Recording(),
        List.of(
            incident("a", 1),
            incident("b", 1),
            incident("c", 1),
            incident("d", 1),
            incident("e", 1)));

    // Then
    assertThat(delivered).containsExactly("a/1", "b/1", "c/1", "d/1", "e/1");
    assertThat(harness.waits()).containsExactly(Duration.ofMinutes(1), Duration.ofMinutes(1));
    assertThat(harness.counted("ikewatch_sink_retries")).isZero();
  }

  @Test
  void shouldDeliverADigestOnlyWhenItsTimeIsOver() {
    // Given
    FeedHarness harness = harness(Optional.empty(), DIGEST);

    // When
    harness.feed(new Recording(), List.of(incident("a", 1), incident("b", 1), incident("a", 2)));

    // Then
    assertThat(delivered).containsExactly("b/1", "a/2");
    assertThat(harness.counted("ikewatch_sink_skipped_revisions", "reason", "superseded"))
        .isEqualTo(1);
    assertThat(harness.passed()).isBetween(DIGEST, DIGEST.plusSeconds(2));
  }

  @Test
  void shouldForgetADigestWhosePartitionWasTakenAway() {
    // Given
    FeedHarness harness = harness(Optional.empty(), DIGEST);
    harness.takeAwayAndGiveBack(incident("b", 1), incident("c", 1));

    // When
    harness.feed(new Recording(), List.of(incident("a", 1), incident("b", 1)));

    // Then
    assertThat(delivered).containsExactly("b/1", "c/1");
  }

  @Test
  void shouldCommitWhatHoldsNothingToDeliver() {
    // Given
    FeedHarness harness = harness(Optional.empty(), Duration.ZERO);

    // When
    harness.feed(new Recording(), Arrays.asList(null, null));

    // Then
    assertThat(delivered).isEmpty();
  }

  @Test
  void shouldTryARenewalAgain() {
    // Given
    FeedHarness harness = harness(Optional.empty(), Duration.ZERO);
    failingRenewals = 3;

    // When
    harness.feed(new Recording(), List.of(incident("a", 1)));

    // Then
    assertThat(delivered).containsExactly("a/1");
  }
}
