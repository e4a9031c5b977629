package org.ikewatch.ingest.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.ikewatch.ingest.IngestMetrics.Counts;
import org.ikewatch.ingest.publish.FakeBroker.Mood;
import org.ikewatch.ingest.publish.PublisherState.Mode;
import org.junit.jupiter.api.Test;

/** A broker that leaves everything unanswered for longer than the patience with it. */
class SlowBrokerTest extends DeliveryFixture {
  private static final Duration SHORT = Duration.ofMillis(20);

  private void open(int inflightMax) {
    open(inflightMax, SHORT, 1 << 20);
  }

  @Test
  void shouldNotWaitForEverForABrokerThatSaysNothing() {
    // Given
    open(100);
    broker.become(Mood.SILENT);

    // When
    send(1, 2);

    // Then
    awaitCounts(new Counts(2, 0, 0, 0, 0, 0, 2));
    awaitMode(Mode.SPOOLING);
    await().until(() -> settled.get() == 2);
  }

  @Test
  void shouldSendNothingTwiceToABrokerThatIsOnlySlow() {
    // Given
    open(100);
    broker.become(Mood.SILENT);
    send(1, 3);
    awaitCounts(new Counts(3, 0, 0, 0, 0, 0, 3));
    send(4, 6);
    awaitCounts(new Counts(6, 0, 0, 0, 0, 0, 6));

    // When
    broker.become(Mood.UP);

    // Then
    awaitCounts(new Counts(6, 6, 0, 0, 0));
    awaitMode(Mode.DIRECT);
    assertThat(broker.values()).containsExactly(numbers(1, 6));
    assertThat(broker.opened()).isEqualTo(1);
    assertThat(settled).hasValue(6);
    send(7, 7);
    assertThat(broker.values()).containsExactly(numbers(1, 7));
  }

  @Test
  void shouldSendNothingTwiceToABrokerThatIsSlowTimeAndAgain() {
    // Given
    open(5);
    int sent = 0;

    // When
    for (int round = 0; round < 10; round++) {
      broker.become(Mood.SILENT);
      send(sent + 1, sent + 20);
      sent += 20;
      awaitMode(Mode.SPOOLING);
      broker.become(Mood.UP);
    }

    // Then
    awaitCounts(new Counts(sent, sent, 0, 0, 0));
    assertThat(broker.values()).containsExactly(numbers(1, sent));
    assertThat(broker.opened()).isEqualTo(1);
    assertThat(settled).hasValue(sent);
  }

  @Test
  void shouldKeepTheOrderWhereASlowBrokerGoesAway() {
    // Given
    open(100);
    broker.become(Mood.SILENT);
    send(1, 3);
    awaitCounts(new Counts(3, 0, 0, 0, 0, 0, 3));
    send(4, 6);

    // When
    broker.become(Mood.DOWN);
    await().until(() -> broker.opened() > 1);
    send(7, 9);
    broker.become(Mood.UP);

    // Then
    awaitCounts(new Counts(9, 9, 0, 0, 0));
    assertThat(broker.values()).containsExactly(numbers(1, 9));
    assertThat(settled).hasValue(9);
  }
}
