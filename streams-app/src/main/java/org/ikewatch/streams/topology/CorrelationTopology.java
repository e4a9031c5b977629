package org.ikewatch.streams.topology;

import java.util.Map;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.ikewatch.schemas.AuditRecord;
import org.ikewatch.schemas.AvroSerde;
import org.ikewatch.schemas.DeadLetter;
import org.ikewatch.schemas.Incident;
import org.ikewatch.schemas.SchemaRegistry;
import org.ikewatch.schemas.Topics;
import org.ikewatch.streams.host.CacheBudget;
import org.ikewatch.streams.host.CorrelationConfig;

/** The one topology: each partition's records go to its {@code HostProcessor}. */
public final class CorrelationTopology {
  /** The largest entry of the state; the producer's largest request must not be smaller. */
  public static final int MAX_CHANGELOG_MESSAGE_BYTES = 4 * 1024 * 1024;

  /**
   * Keeps a changelog at the size of the state: a restart reads all of it. Segments are cleaned
   * soon after they are full, and deletions are dropped a minute after that.
   */
  private static final Map<String, String> CHANGELOG =
      Map.of(
          TopicConfig.SEGMENT_BYTES_CONFIG, Integer.toString(8 * 1024 * 1024),
          TopicConfig.SEGMENT_MS_CONFIG, "600000",
          TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG, "0.2",
          TopicConfig.DELETE_RETENTION_MS_CONFIG, "60000",
          TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(MAX_CHANGELOG_MESSAGE_BYTES));

  private CorrelationTopology() {}

  /**
   * Builds it.
   *
   * @param registry gives the ids of the schemas written; asked while building and for each new id
   *     read, never again
   * @param stats counts what becomes of the records
   */
  public static Topology build(
      CorrelationConfig config, SchemaRegistry registry, PartitionStats stats) {
    AvroSerde<AuditRecord> audit = AvroSerde.forValue(AuditRecord.class, Topics.AUDIT, registry);
    AvroSerde<Incident> incidents = AvroSerde.forValue(Incident.class, Topics.INCIDENTS, registry);
    AvroSerde<DeadLetter> deadLetters =
        AvroSerde.forValue(DeadLetter.class, Topics.DEADLETTERS, registry);
    CacheBudget cache = new CacheBudget(config.cacheBytes());
    return new Topology()
        .addSource(
            Names.AUDIT_SOURCE,
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer(),
            Topics.AUDIT)
        .addProcessor(
            Names.CORRELATE,
            () -> new CorrelateProcessor(config, audit, stats, cache),
            Names.AUDIT_SOURCE)
        .addStateStore(store(Names.HOST_STORE).withCachingEnabled(), Names.CORRELATE)
        .addStateStore(store(Names.PAIR_STORE).withCachingEnabled(), Names.CORRELATE)
        // Each of its entries is written once: a cache would only copy them.
        .addStateStore(store(Names.RECENT_STORE), Names.CORRELATE)
        .addSink(
            Names.INCIDENTS_SINK,
            Topics.INCIDENTS,
            new StringSerializer(),
            incidents.serializer(),
            Names.CORRELATE)
        .addSink(
            Names.DEADLETTERS_SINK,
            Topics.DEADLETTERS,
            new StringSerializer(),
            deadLetters.serializer(),
            Names.CORRELATE);
  }

  /** In memory: with exactly-once, a crash restores stores on disk in full as well. */
  private static StoreBuilder<KeyValueStore<byte[], byte[]>> store(String name) {
    return Stores.keyValueStoreBuilder(
            Stores.inMemoryKeyValueStore(name), Serdes.ByteArray(), Serdes.ByteArray())
        .withLoggingEnabled(CHANGELOG);
  }
}
