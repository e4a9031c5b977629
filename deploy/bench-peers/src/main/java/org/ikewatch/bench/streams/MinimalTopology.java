package org.ikewatch.bench.streams;

import java.time.Instant;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.ikewatch.bench.fleet.Kind;
import org.ikewatch.schemas.AuditRecord;
import org.ikewatch.schemas.AvroSerde;
import org.ikewatch.schemas.Incident;
import org.ikewatch.schemas.SchemaRegistry;
import org.ikewatch.schemas.Topics;

/**
 * The least that detects the same: one processor on the audit topic's own partitions, a few bytes
 * of state for each host and peer, in memory and cached; publishes each detection.
 */
final class MinimalTopology {
  private static final String STORE = "minimal-store";

  private MinimalTopology() {}

  static Topology build(String output, SchemaRegistry registry) {
    AvroSerde<AuditRecord> audit = AvroSerde.forValue(AuditRecord.class, Topics.AUDIT, registry);
    AvroSerde<Incident> incidents = AvroSerde.forValue(Incident.class, output, registry);
    return new Topology()
        .addSource("audit", Serdes.String().deserializer(), audit.deserializer(), Topics.AUDIT)
        .addProcessor("minimal", Detector::new, "audit")
        .addStateStore(
            Stores.keyValueStoreBuilder(
                    Stores.inMemoryKeyValueStore(STORE), Serdes.String(), PeerState.serde())
                .withCachingEnabled(),
            "minimal")
        .addSink("output", output, Serdes.String().serializer(), incidents.serializer(), "minimal");
  }

  private static final class Detector implements Processor<String, AuditRecord, String, Incident> {
    private ProcessorContext<String, Incident> context;
    private KeyValueStore<String, PeerState> store;

    @Override
    public void init(ProcessorContext<String, Incident> processorContext) {
      context = processorContext;
      store = context.getStateStore(STORE);
    }

    @Override
    public void process(Record<String, AuditRecord> input) {
      Kind kind = Kind.of(input.value());
      String peer = input.value().getPeer();
      if (kind == Kind.CONTEXT || peer == null) {
        return;
      }
      String pair = input.key() + " " + peer;
      PeerState known = store.get(pair);
      PeerState before = known == null ? PeerState.NEW : known;
      PeerState after = before.with(kind);
      store.put(pair, after);
      if (after.phase1Failures() > before.phase1Failures()
          || after.triggeredDeletes() > before.triggeredDeletes()) {
        Instant now = Instant.ofEpochMilli(input.timestamp());
        PeerIncidents.of(input.key(), peer, after, Instant.EPOCH, now)
            .forEach(
                it -> context.forward(new Record<>(it.getIncidentId(), it, input.timestamp())));
      }
    }
  }
}
