package org.ikewatch.app.operations;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.ikewatch.schemas.AuditRecord;
import org.ikewatch.schemas.AvroSerde;
import org.ikewatch.schemas.InMemorySchemaRegistry;
import org.ikewatch.schemas.RecordKind;
import org.ikewatch.schemas.Topics;
import org.ikewatch.streams.RestoreProgress;
import org.ikewatch.streams.host.CorrelationConfig;
import org.ikewatch.streams.topology.CorrelationTopology;
import org.ikewatch.streams.topology.PartitionStats;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CorrelateMetricsTest {
  private static final Instant T0 = Instant.parse("2002-03-15T07:14:18Z");
  private static final Pattern TYPE =
      Pattern.compile("^# TYPE (ikewatch_\\w+) \\w+$", Pattern.MULTILINE);
  private static final Pattern HELP =
      Pattern.compile("^# HELP (ikewatch_\\w+) \\w[^\\n]+\\.$", Pattern.MULTILINE);

  @TempDir private Path directory;

  private final PrometheusMeterRegistry meters =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final PartitionStats stats = new PartitionStats();
  private final RestoreProgress restore = new RestoreProgress();
  private final FixedStatus correlator = new FixedStatus("RUNNING", stats, restore, 2);
  private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
  private final AvroSerde<AuditRecord> audit =
      AvroSerde.forValue(AuditRecord.class, Topics.AUDIT, registry);

  @BeforeEach
  void bind() {
    CorrelateMetrics.bind(meters, correlator, Clock.fixed(T0.plusSeconds(90), ZoneOffset.UTC));
  }

  private static AuditRecord record(RecordKind kind, String host, Instant at) {
    return AuditRecord.newBuilder()
        .setKind(kind)
        .setHost(host)
        .setSender("15.1.1.42")
        .setReceivedAt(at)
        .setEventTime(at)
        .setMsg(413L)
        .setSignal("MM_TIMEOUT")
        .setText("MM negotiation timeout, src 15.2.2.2")
        .setPeer("15.2.2.2")
        .build();
  }

  private TopologyTestDriver driver() {
    Properties properties = new Properties();
    properties.put("application.id", "test");
    properties.put("state.dir", directory.toString());
    return new TopologyTestDriver(
        CorrelationTopology.build(CorrelationConfig.DEFAULT, registry, stats), properties);
  }

  @Test
  void shouldCountRecordsByTheirFate() {
    // Given
    try (TopologyTestDriver driver = driver()) {
      TestInputTopic<byte[], byte[]> input =
          driver.createInputTopic(
              Topics.AUDIT, new ByteArraySerializer(), new ByteArraySerializer());
      byte[] failure = audit.toBytes(record(RecordKind.RECORD, "hpux042", T0));

      // When
      input.pipeInput("hpux042".getBytes(UTF_8), failure, T0);
      input.pipeInput("hpux042".getBytes(UTF_8), failure, T0.plusSeconds(1));
      input.pipeInput("hpux042".getBytes(UTF_8), new byte[] {1}, T0.plusSeconds(30));

      // Then
      assertThat(meters.scrape())
          .contains("ikewatch_correlate_processed_records_total{fate=\"APPLIED\"} 1.0\n")
          .contains("ikewatch_correlate_processed_records_total{fate=\"DUPLICATE\"} 1.0\n")
          .contains("ikewatch_correlate_processed_records_total{fate=\"LATE\"} 0.0\n")
          .contains("ikewatch_correlate_deadlettered_records_total 1.0\n")
          .contains("ikewatch_correlate_hygiene_events_total{kind=\"STALE_PEER\"} 0.0\n")
          .contains("ikewatch_correlate_known_hosts 1.0\n")
          .containsPattern("ikewatch_correlate_state_bytes [1-9]")
          .contains("ikewatch_correlate_lag_seconds 60.0\n")
          .doesNotContain("hpux042")
          .doesNotContain("15.2.2.2");
    }
    assertThat(meters.scrape())
        .as("the partition is worked on elsewhere")
        .contains("ikewatch_correlate_processed_records_total{fate=\"APPLIED\"} 1.0\n")
        .contains("ikewatch_correlate_known_hosts 0.0\n")
        .contains("ikewatch_correlate_state_bytes 0.0\n")
        .contains("ikewatch_correlate_lag_seconds 0.0\n");
  }

  @Test
  void shouldHaveNoLagBeforeTheFirstRecord() {
    assertThat(meters.scrape()).contains("ikewatch_correlate_lag_seconds 0.0\n");
  }

  @Test
  void shouldShowTheStateOfTheClientAndItsThreads() {
    assertThat(meters.scrape())
        .contains("ikewatch_correlate_client_state{state=\"RUNNING\"} 1.0\n")
        .contains("ikewatch_correlate_client_state{state=\"REBALANCING\"} 0.0\n")
        .contains("ikewatch_correlate_client_state{state=\"ERROR\"} 0.0\n")
        .contains("ikewatch_correlate_replaced_threads_total 2.0\n");
  }

  @Test
  void shouldShowHowFarTheStateIsRestored() {
    // Given
    TopicPartition first = new TopicPartition("ikewatch-streams-pair-changelog", 0);
    TopicPartition second = new TopicPartition("ikewatch-streams-pair-changelog", 1);
    TopicPartition third = new TopicPartition("ikewatch-streams-pair-changelog", 2);

    // When
    restore.onRestoreStart(first, "pair", 0, 1_000);
    restore.onBatchRestored(first, "pair", 399, 250);
    restore.onRestoreStart(second, "pair", 0, 10);
    restore.onBatchRestored(second, "pair", 9, 10);
    restore.onRestoreEnd(second, "pair", 10);
    restore.onRestoreStart(third, "pair", 0, 10);
    restore.onRestoreSuspended(third, "pair", 0);

    // Then
    assertThat(meters.scrape())
        .contains("ikewatch_correlate_restored_records_total 260.0\n")
        .contains("ikewatch_correlate_restore_remaining_records 600.0\n")
        .contains("ikewatch_correlate_restoring_partitions 1.0\n");
  }

  @Test
  void shouldExplainEveryMetric() {
    // When
    String scraped = meters.scrape();

    // Then
    assertThat(names(HELP, scraped))
        .isEqualTo(names(TYPE, scraped))
        .containsExactlyInAnyOrder(
            "ikewatch_correlate_processed_records_total",
            "ikewatch_correlate_hygiene_events_total",
            "ikewatch_correlate_deadlettered_records_total",
            "ikewatch_correlate_known_hosts",
            "ikewatch_correlate_state_bytes",
            "ikewatch_correlate_restored_records_total",
            "ikewatch_correlate_restore_remaining_records",
            "ikewatch_correlate_restoring_partitions",
            "ikewatch_correlate_client_state",
            "ikewatch_correlate_replaced_threads_total",
            "ikewatch_correlate_lag_seconds");
  }

  private static List<String> names(Pattern pattern, String scraped) {
    return pattern.matcher(scraped).results().map(match -> match.group(1)).toList();
  }
}
