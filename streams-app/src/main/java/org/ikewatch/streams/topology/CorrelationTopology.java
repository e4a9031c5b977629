package org.ikewatch.streams.topology;

import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.ikewatch.schemas.SchemaRegistry;
import org.ikewatch.schemas.Topics;
import org.ikewatch.streams.incident.HostTimeline;
import org.ikewatch.streams.incident.Published;

/** The one topology: live, in tests and in a replay. */
public final class CorrelationTopology {
  private CorrelationTopology() {}

  /**
   * Builds it.
   *
   * @param registry gives the ids of the schemas written; asked while building and for each new id
   *     read, never again
   */
  public static Topology build(CorrelationConfig config, SchemaRegistry registry) {
    Contracts contracts = Contracts.from(registry);
    return new Topology()
        .addSource(
            Names.AUDIT_SOURCE,
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer(),
            Topics.AUDIT)
        .addProcessor(
            Names.CORRELATE,
            () -> new CorrelateProcessor(config, contracts.audit()),
            Names.AUDIT_SOURCE)
        .addStateStore(windowStore(), Names.CORRELATE)
        .addStateStore(checkpointStore(), Names.CORRELATE)
        .addStateStore(ledgerStore(), Names.CORRELATE)
        .addSink(
            Names.INCIDENTS_SINK,
            Topics.INCIDENTS,
            new StringSerializer(),
            contracts.incidents().serializer(),
            Names.CORRELATE)
        .addSink(
            Names.DEADLETTERS_SINK,
            Topics.DEADLETTERS,
            new StringSerializer(),
            contracts.deadLetters().serializer(),
            Names.CORRELATE);
  }

  private static StoreBuilder<?> windowStore() {
    return Stores.keyValueStoreBuilder(
        Stores.inMemoryKeyValueStore(Names.WINDOW_STORE), Serdes.String(), Serdes.ByteArray());
  }

  private static StoreBuilder<?> checkpointStore() {
    return Stores.keyValueStoreBuilder(
        Stores.inMemoryKeyValueStore(Names.CHECKPOINT_STORE),
        Serdes.String(),
        new StateJson().serde(HostTimeline.Checkpoint.class));
  }

  private static StoreBuilder<?> ledgerStore() {
    return Stores.keyValueStoreBuilder(
        Stores.inMemoryKeyValueStore(Names.LEDGER_STORE),
        Serdes.String(),
        new StateJson().serde(Published.class));
  }
}
