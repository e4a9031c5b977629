package org.ikewatch.streams;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.ikewatch.streams.host.CorrelationConfig;
import org.ikewatch.streams.topology.CorrelationTopology;

/**
 * How a correlator runs.
 *
 * @param bootstrapServers the Kafka brokers
 * @param stateDirectory where Kafka Streams keeps its files
 * @param threads how many partitions are worked on at once
 * @param replicationFactor copies of the changelog topics: 1 on one machine, 3 in production
 * @param tuning how Kafka Streams and its clients work
 * @param correlation what the verdicts depend on
 * @param http where metrics and health are served, {@code host:port} or {@code off}
 * @param kafka further settings for Kafka Streams and its clients, by Kafka's own names; these win
 */
public record CorrelatorConfig(
    String bootstrapServers,
    Path stateDirectory,
    int threads,
    int replicationFactor,
    StreamsTuning tuning,
    CorrelationConfig correlation,
    String http,
    Map<String, String> kafka) {
  /** The consumer group, the prefix of the changelog topics and of the transactional ids. */
  public static final String APPLICATION_ID = "ikewatch-streams";

  private static final int MAX_POLL_RECORDS = 5_000;
  private static final int BUFFERED_RECORDS = 10_000;

  /** A commit sends what is there at once: this only keeps batches from going out half full. */
  private static final int LINGER_MS = 100;

  private static final int BATCH_BYTES = 256 * 1024;

  /** A poll that finds nothing must not delay a record that arrives meanwhile by more. */
  private static final int FETCH_WAIT_MS = 50;

  private static final long LONGEST_HEARTBEAT_INTERVAL_MS = 3_000;
  private static final int HEARTBEATS_PER_SESSION = 3;

  /**
   * @throws IllegalArgumentException if there is no thread, or a Kafka setting is reserved
   */
  public CorrelatorConfig {
    if (threads < 1) {
      throw new IllegalArgumentException("correlate.threads must be 1 or more, it is " + threads);
    }
    kafka = Map.copyOf(kafka);
    List<String> reserved = ReservedKafkaSettings.errors(kafka.keySet());
    if (!reserved.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", reserved));
    }
  }

  /** One with the default tuning that serves no metrics. */
  public CorrelatorConfig(
      String bootstrapServers,
      Path stateDirectory,
      int threads,
      int replicationFactor,
      CorrelationConfig correlation,
      Map<String, String> kafka) {
    this(
        bootstrapServers,
        stateDirectory,
        threads,
        replicationFactor,
        StreamsTuning.DEFAULT,
        correlation,
        "off",
        kafka);
  }

  /**
   * The properties of Kafka Streams. Those of clients are without a client's prefix, so that an
   * operator's setting wins with or without one.
   */
  Properties toProperties() {
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, APPLICATION_ID);
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    properties.put(StreamsConfig.STATE_DIR_CONFIG, stateDirectory.toString());
    properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, threads);
    properties.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, replicationFactor);
    properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, tuning.commitInterval().toMillis());
    properties.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, tuning.standbyReplicas());
    properties.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, tuning.storeCacheBytes());
    properties.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, BUFFERED_RECORDS);
    properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
    putConsumer(properties);
    putProducer(properties);
    properties.putAll(kafka);
    return properties;
  }

  private void putConsumer(Properties properties) {
    long session = tuning.sessionTimeout().toMillis();
    long heartbeat = Math.min(LONGEST_HEARTBEAT_INTERVAL_MS, session / HEARTBEATS_PER_SESSION);
    properties.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, Math.toIntExact(session));
    properties.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, Math.toIntExact(heartbeat));
    properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MAX_POLL_RECORDS);
    properties.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, FETCH_WAIT_MS);
    properties.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 1);
  }

  private void putProducer(Properties properties) {
    properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    properties.put(ProducerConfig.LINGER_MS_CONFIG, LINGER_MS);
    properties.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
    properties.put(
        ProducerConfig.MAX_REQUEST_SIZE_CONFIG, CorrelationTopology.MAX_CHANGELOG_MESSAGE_BYTES);
    properties.put(
        ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
        Math.toIntExact(tuning.transactionTimeout().toMillis()));
  }
}
