package org.ikewatch.lab.harness;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.ikewatch.schemas.AuditRecord;
import org.ikewatch.schemas.Incident;
import org.ikewatch.schemas.RecordKind;
import org.ikewatch.streams.host.CorrelationConfig;
import org.ikewatch.streams.host.EngineStats;
import org.ikewatch.streams.host.HostProcessor;
import org.ikewatch.streams.host.MapStateStore;
import org.ikewatch.streams.incident.Change;
import org.ikewatch.streams.topology.AuditEvents;
import org.ikewatch.streams.topology.IncidentRecords;

/** The engine itself, as the topology runs it, with its durable state on the heap. */
public final class ProcessorEngine implements Engine {
  private final MapStateStore store;
  private final HostProcessor processor;
  private final Set<String> ingestors;

  public ProcessorEngine() {
    this(new MapStateStore(), new TreeSet<>());
  }

  private ProcessorEngine(MapStateStore store, Set<String> ingestors) {
    this.store = store;
    this.ingestors = ingestors;
    this.processor = new HostProcessor(CorrelationConfig.DEFAULT, store, new EngineStats());
  }

  @Override
  public List<Incident> process(AuditRecord record) {
    String ingestor = record.getIngestor() == null ? "" : record.getIngestor();
    ingestors.add(ingestor);
    return incidents(
        record.getKind() == RecordKind.HEARTBEAT
            ? processor.passTo(ingestor, record.getReceivedAt())
            : processor.process(AuditEvents.fromAvro(record)));
  }

  @Override
  public List<Incident> advance(Instant receivedAt) {
    List<Incident> published = new ArrayList<>();
    for (String ingestor : List.copyOf(ingestors)) {
      published.addAll(incidents(processor.passTo(ingestor, receivedAt)));
    }
    return published;
  }

  /** What is not in the store is lost, as in a crash. */
  @Override
  public Engine restart() {
    return new ProcessorEngine(store, ingestors);
  }

  @Override
  public OptionalLong stateBytes() {
    return OptionalLong.of(store.bytes());
  }

  @Override
  public void close() {}

  private static List<Incident> incidents(List<Change> changes) {
    return changes.stream().map(IncidentRecords::toAvro).toList();
  }
}
