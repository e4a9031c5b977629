package org.ikewatch.streams;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.ikewatch.streams.host.CorrelationConfig;

/**
 * How a correlator runs.
 *
 * @param bootstrapServers the Kafka brokers
 * @param stateDirectory where Kafka Streams keeps its files
 * @param threads how many partitions are worked on at once
 * @param replicationFactor copies of the changelog topics: 1 on one machine, 3 in production
 * @param correlation what the verdicts depend on
 * @param kafka further settings for Kafka Streams and its clients; these win
 */
public record CorrelatorConfig(
    String bootstrapServers,
    Path stateDirectory,
    int threads,
    int replicationFactor,
    CorrelationConfig correlation,
    Map<String, String> kafka) {
  /** The consumer group, the prefix of the changelog topics and of the transactional ids. */
  public static final String APPLICATION_ID = "ikewatch-streams";

  /** A verdict is readable (read_committed) once its transaction ends: this bounds its latency. */
  private static final int COMMIT_INTERVAL_MS = 25;

  public CorrelatorConfig {
    if (threads < 1) {
      throw new IllegalArgumentException("correlate.threads must be 1 or more, it is " + threads);
    }
    kafka = Map.copyOf(kafka);
  }

  Properties toProperties() {
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, APPLICATION_ID);
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    properties.put(StreamsConfig.STATE_DIR_CONFIG, stateDirectory.toString());
    properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, threads);
    properties.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, replicationFactor);
    properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, COMMIT_INTERVAL_MS);
    properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
    properties.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
    properties.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 0);
    properties.put(StreamsConfig.consumerPrefix("auto.offset.reset"), "earliest");
    properties.put(StreamsConfig.consumerPrefix("fetch.max.wait.ms"), 50);
    properties.putAll(kafka);
    return properties;
  }
}
