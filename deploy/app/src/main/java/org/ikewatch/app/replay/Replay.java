package org.ikewatch.app.replay;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.ikewatch.schemas.AuditRecord;
import org.ikewatch.schemas.Incident;
import org.ikewatch.schemas.Status;
import org.ikewatch.streams.host.CorrelationConfig;
import org.ikewatch.streams.host.EngineStats;
import org.ikewatch.streams.host.HostProcessor;
import org.ikewatch.streams.host.MapStateStore;
import org.ikewatch.streams.incident.Change;
import org.ikewatch.streams.topology.AuditEvents;
import org.ikewatch.streams.topology.IncidentRecords;

/**
 * Runs the live processor over records without a broker, with its state on the heap. Keeps the
 * newest revision of each incident, and no records.
 *
 * <p>The files of different hosts need not cover the same time, so time passes for each host by its
 * own records alone.
 */
public final class Replay {
  /** Long enough for a failure that waits for its companion; too short to resolve a problem. */
  private static final Duration SETTLE = Duration.ofSeconds(5);

  private final HostProcessor processor;
  private final Map<String, Instant> receivedAt = new TreeMap<>();
  private final Map<String, Change> newest = new HashMap<>();

  public Replay(CorrelationConfig config) {
    processor = new HostProcessor(config, new MapStateStore(), new EngineStats());
  }

  /** Feeds the next record of its host. */
  public void feed(AuditRecord record) {
    receivedAt.put(record.getHost(), record.getReceivedAt());
    keep(processor.processAlone(AuditEvents.fromAvro(record)));
  }

  /**
   * The final revision of every incident that stands, ordered by {@code openedAt}, then {@code
   * incidentId}.
   */
  public List<Incident> incidents() {
    return incidents(SETTLE);
  }

  /** The same, after that much time has passed on each host's clock since its last record. */
  public List<Incident> incidents(Duration passing) {
    receivedAt.forEach(
        (host, time) -> {
          keep(processor.passHost(host, "", time.plus(passing)));
          keep(processor.flush(host));
        });
    List<Incident> all = new ArrayList<>();
    newest.values().forEach(change -> all.add(IncidentRecords.toAvro(change)));
    all.removeIf(incident -> incident.getStatus() == Status.WITHDRAWN);
    all.sort(Comparator.comparing(Incident::getOpenedAt).thenComparing(Incident::getIncidentId));
    return all;
  }

  private void keep(List<Change> changes) {
    for (Change change : changes) {
      newest.put(change.incident().id(), change);
    }
  }
}
