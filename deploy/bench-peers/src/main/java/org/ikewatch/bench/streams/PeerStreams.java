package org.ikewatch.bench.streams;

import java.nio.file.Path;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.ikewatch.schemas.SchemaRegistry;

/** A peer that runs as the correlator does: the same threads, commits and clients. */
public final class PeerStreams {
  /** Kafka Streams' own default. */
  private static final long CACHE_BYTES = 10 << 20;

  private PeerStreams() {}

  /** The topologies. */
  public enum Kind {
    /** Session windows by host and peer. */
    naive,
    /** One small processor. */
    minimal
  }

  /** How it runs. */
  public record Settings(String kafka, Path state, int threads, int commitMillis) {}

  /** Runs until the process is stopped. */
  public static void run(Kind kind, Settings settings, SchemaRegistry registry)
      throws InterruptedException {
    String output = output(kind);
    Topology topology =
        kind == Kind.naive
            ? NaiveTopology.build(output, registry)
            : MinimalTopology.build(output, registry);
    KafkaStreams streams = new KafkaStreams(topology, properties(kind, settings));
    streams.setUncaughtExceptionHandler(
        e -> {
          e.printStackTrace();
          return StreamThreadExceptionResponse.SHUTDOWN_APPLICATION;
        });
    streams.start();
    new CountDownLatch(1).await();
  }

  /** The topic that a peer writes. */
  public static String output(Kind kind) {
    return "bench." + kind;
  }

  /** The consumer group of a peer. */
  public static String group(Kind kind) {
    return "bench-" + kind;
  }

  private static Properties properties(Kind kind, Settings settings) {
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, group(kind));
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, settings.kafka());
    properties.put(StreamsConfig.STATE_DIR_CONFIG, settings.state().toString());
    properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, settings.threads());
    properties.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, 1);
    properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, settings.commitMillis());
    properties.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, CACHE_BYTES);
    properties.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
    properties.put(StreamsConfig.consumerPrefix("auto.offset.reset"), "earliest");
    return properties;
  }
}
