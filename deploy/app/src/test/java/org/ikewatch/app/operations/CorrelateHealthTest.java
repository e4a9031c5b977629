package org.ikewatch.app.operations;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CorrelateHealthTest {
  @Test
  void shouldBeGoodWhileEveryPartitionIsAtWork() {
    assertThat(CorrelateHealth.of(FixedStatus.in("RUNNING"))).isEqualTo(Health.GOOD);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ERROR", "NOT_RUNNING"})
  void shouldNotBeAliveAfterItGaveUp(String state) {
    assertThat(CorrelateHealth.of(FixedStatus.in(state)))
        .isEqualTo(
            new Health(
                false,
                false,
                "the Kafka Streams client is "
                    + state
                    + ": restart the process, its log has the error"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"CREATED", "REBALANCING", "PENDING_SHUTDOWN", "PENDING_ERROR"})
  void shouldBeAliveAndNotReadyWhileItHasNoPartitions(String state) {
    assertThat(CorrelateHealth.of(FixedStatus.in(state)))
        .isEqualTo(new Health(true, false, "the Kafka Streams client is " + state));
  }

  @Test
  void shouldSayHowMuchIsToBeRestored() {
    // Given
    FixedStatus correlator = FixedStatus.in("REBALANCING");
    TopicPartition pair = new TopicPartition("ikewatch-streams-pair-changelog", 3);
    correlator.restore().onRestoreStart(pair, "pair", 100, 1_100);
    correlator.restore().onBatchRestored(pair, "pair", 599, 450);
    TopicPartition host = new TopicPartition("ikewatch-streams-host-changelog", 3);
    correlator.restore().onRestoreStart(host, "host", 0, 20);

    // When
    Health health = CorrelateHealth.of(correlator);

    // Then
    assertThat(health)
        .isEqualTo(
            new Health(
                true,
                false,
                "the Kafka Streams client is REBALANCING: 2 changelog partitions are being restored,"
                    + " 520 records remain"));
  }
}
