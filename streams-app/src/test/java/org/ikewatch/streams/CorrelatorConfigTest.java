package org.ikewatch.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.streams.StreamsConfig;
import org.ikewatch.streams.host.CorrelationConfig;
import org.junit.jupiter.api.Test;

class CorrelatorConfigTest {
  private static final StreamsTuning TUNING =
      new StreamsTuning(
          Duration.ofMillis(100), 1, 1_048_576, Duration.ofSeconds(6), Duration.ofSeconds(5));

  private static CorrelatorConfig config(StreamsTuning tuning, Map<String, String> kafka) {
    return new CorrelatorConfig(
        "kafka:9092", Path.of("/state"), 3, 2, tuning, CorrelationConfig.DEFAULT, "off", kafka);
  }

  private static StreamsConfig streams(CorrelatorConfig config) {
    return new StreamsConfig(config.toProperties());
  }

  private static Map<String, Object> values(StreamsConfig streams) {
    return new HashMap<>(streams.values());
  }

  @Test
  void shouldRunStreamsExactlyOnceWithShortCommits() {
    // When
    StreamsConfig streams = streams(config(StreamsTuning.DEFAULT, Map.of()));

    // Then
    assertThat(values(streams))
        .containsEntry("application.id", "ikewatch-streams")
        .containsEntry("processing.guarantee", "exactly_once_v2")
        .containsEntry("state.dir", "/state")
        .containsEntry("num.stream.threads", 3)
        .containsEntry("replication.factor", 2)
        .containsEntry("commit.interval.ms", 200L)
        .containsEntry("num.standby.replicas", 0)
        .containsEntry("acceptable.recovery.lag", 10_000L)
        .containsEntry("statestore.cache.max.bytes", 33_554_432L)
        .containsEntry("buffered.records.per.partition", 10_000)
        .containsEntry("ensure.explicit.internal.resource.naming", true);
  }

  @Test
  void shouldReadInLargePollsWithoutWaiting() {
    // When
    Map<String, Object> consumer =
        streams(config(StreamsTuning.DEFAULT, Map.of())).getMainConsumerConfigs("group", "id", 0);

    // Then
    assertThat(consumer)
        .containsEntry("max.poll.records", 5_000)
        .containsEntry("fetch.max.wait.ms", 50)
        .containsEntry("fetch.min.bytes", 1)
        .containsEntry("session.timeout.ms", 10_000)
        .containsEntry("heartbeat.interval.ms", 3_000)
        .containsEntry("auto.offset.reset", "earliest");
  }

  @Test
  void shouldWriteInLargeBatches() {
    // When
    Map<String, Object> producer =
        streams(config(StreamsTuning.DEFAULT, Map.of())).getProducerConfigs("id");

    // Then
    assertThat(producer)
        .containsEntry("linger.ms", 100)
        .containsEntry("batch.size", 262_144)
        .containsEntry("compression.type", "lz4")
        .containsEntry("max.request.size", 4_194_304)
        .containsEntry("transaction.timeout.ms", 10_000);
  }

  @Test
  void shouldFollowItsTuning() {
    // When
    StreamsConfig streams = streams(config(TUNING, Map.of()));

    // Then
    assertThat(values(streams))
        .containsEntry("commit.interval.ms", 100L)
        .containsEntry("num.standby.replicas", 1)
        .containsEntry("statestore.cache.max.bytes", 1_048_576L);
    assertThat(streams.getMainConsumerConfigs("group", "id", 0))
        .containsEntry("session.timeout.ms", 6_000)
        .containsEntry("heartbeat.interval.ms", 2_000);
    assertThat(streams.getProducerConfigs("id")).containsEntry("transaction.timeout.ms", 5_000);
  }

  @Test
  void shouldLetTheOperatorsKafkaSettingsWinWithOrWithoutAClientsPrefix() {
    // Given
    Map<String, String> kafka =
        Map.of(
            "linger.ms", "7",
            "producer.batch.size", "65536",
            "session.timeout.ms", "20000",
            "consumer.max.poll.records", "100",
            "main.consumer.fetch.max.wait.ms", "500",
            "commit.interval.ms", "50");

    // When
    StreamsConfig streams = streams(config(StreamsTuning.DEFAULT, kafka));

    // Then
    assertThat(values(streams)).containsEntry("commit.interval.ms", 50L);
    assertThat(streams.getProducerConfigs("id"))
        .containsEntry("linger.ms", "7")
        .containsEntry("batch.size", "65536");
    assertThat(streams.getMainConsumerConfigs("group", "id", 0))
        .containsEntry("session.timeout.ms", "20000")
        .containsEntry("max.poll.records", "100")
        .containsEntry("fetch.max.wait.ms", "500");
  }

  @Test
  void shouldRefuseReservedKafkaSettings() {
    assertThatThrownBy(() -> config(TUNING, Map.of("producer.group.id", "other")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("kafka.producer.group.id: is set by the correlator itself; remove it");
  }
}
