package org.ikewatch.streams.topology;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.ikewatch.schemas.AuditRecord;
import org.ikewatch.schemas.AvroSerde;
import org.ikewatch.streams.incident.HostIncidents;
import org.ikewatch.streams.incident.HostTimeline;
import org.ikewatch.streams.incident.Published;
import org.ikewatch.streams.incident.Revision;
import org.ikewatch.streams.negotiation.AuditEvent;

/**
 * What the stores hold of each host, and the way back from there: the window keeps records as they
 * were received, so that what the topology knows is always told again from the records themselves.
 */
final class HostState {
  /** Sorts before every printable character, so that a host's keys stand together. */
  private static final char SEPARATOR = '\0';

  /** Marks the last record of a run of noise; sorts behind the first. */
  private static final String RUN_END = "~";

  private final CorrelationConfig config;
  private final AvroSerde<AuditRecord> audit;
  private final KeyValueStore<String, byte[]> window;
  private final KeyValueStore<String, HostTimeline.Checkpoint> checkpoints;
  private final KeyValueStore<String, Published> ledger;

  HostState(
      CorrelationConfig config, AvroSerde<AuditRecord> audit, ProcessorContext<?, ?> context) {
    this.config = config;
    this.audit = audit;
    this.window = context.getStateStore(Names.WINDOW_STORE);
    this.checkpoints = context.getStateStore(Names.CHECKPOINT_STORE);
    this.ledger = context.getStateStore(Names.LEDGER_STORE);
  }

  /** Every host of this partition as it was. */
  Map<String, HostIncidents> load() {
    Map<String, List<HostTimeline.Kept>> kept = loadWindow();
    Map<String, List<Published>> published = new TreeMap<>();
    forEach(
        ledger,
        (key, one) -> published.computeIfAbsent(hostOf(key), host -> new ArrayList<>()).add(one));
    Map<String, HostIncidents> hosts = new TreeMap<>();
    forEach(
        checkpoints,
        (host, checkpoint) -> {
          List<HostTimeline.Kept> records = kept.getOrDefault(host, new ArrayList<>());
          records.sort(
              Comparator.comparing(HostTimeline.Kept::event, AuditEvent.ORDER)
                  .thenComparing(HostTimeline.Kept::arrival));
          hosts.put(
              host,
              HostIncidents.restored(
                  host,
                  new HostTimeline(checkpoint, records, config.lifeCycle(), config.grace()),
                  published.getOrDefault(host, List.of())));
        });
    return hosts;
  }

  private Map<String, List<HostTimeline.Kept>> loadWindow() {
    Map<String, List<HostTimeline.Kept>> kept = new TreeMap<>();
    forEach(
        window,
        (key, bytes) -> {
          List<HostTimeline.Kept> ofHost =
              kept.computeIfAbsent(hostOf(key), host -> new ArrayList<>());
          AuditEvent event = Events.of(audit.fromBytes(bytes));
          String suffix = suffixOf(key);
          if (suffix.endsWith(RUN_END)) {
            // Keys are in order: the beginning of the run has just been read.
            HostTimeline.Kept begun = ofHost.remove(ofHost.size() - 1);
            ofHost.add(new HostTimeline.Kept(begun.event(), event, begun.arrival()));
          } else {
            ofHost.add(new HostTimeline.Kept(event, event, HexFormat.fromHexDigitsToLong(suffix)));
          }
        });
    return kept;
  }

  /** Keeps a record; of a run of noise, the first and the last. */
  void keep(String host, HostTimeline.Kept kept, byte[] record) {
    String key = windowKey(host, kept.arrival());
    window.put(kept.run() ? key + RUN_END : key, record);
  }

  void settle(String host, List<HostTimeline.Kept> settled, HostTimeline.Checkpoint checkpoint) {
    for (HostTimeline.Kept one : settled) {
      String key = windowKey(host, one.arrival());
      window.delete(key);
      if (one.run()) {
        window.delete(key + RUN_END);
      }
    }
    checkpoints.put(host, checkpoint);
  }

  void note(Revision revision) {
    String key = revision.host() + SEPARATOR + revision.content().head().incidentId();
    if (revision.lasting()) {
      ledger.put(key, revision.content());
    } else {
      ledger.delete(key);
    }
  }

  private static String windowKey(String host, long arrival) {
    return host + SEPARATOR + HexFormat.of().toHexDigits(arrival);
  }

  private static String hostOf(String key) {
    return key.substring(0, key.indexOf(SEPARATOR));
  }

  private static String suffixOf(String key) {
    return key.substring(key.indexOf(SEPARATOR) + 1);
  }

  private static <V> void forEach(KeyValueStore<String, V> store, BiConsumer<String, V> action) {
    try (KeyValueIterator<String, V> all = store.all()) {
      while (all.hasNext()) {
        KeyValue<String, V> entry = all.next();
        action.accept(entry.key, entry.value);
      }
    }
  }
}
