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
    Map<String, List<HostTimeline.Kept>> kept = new TreeMap<>();
    forEach(
        window,
        (key, bytes) ->
            kept.computeIfAbsent(hostOf(key), host -> new ArrayList<>())
                .add(
                    new HostTimeline.Kept(
                        Events.of(audit.fromBytes(bytes)), Long.parseLong(suffixOf(key), 16))));
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

  void keep(String host, long arrival, byte[] record) {
    window.put(windowKey(host, arrival), record);
  }

  void settle(String host, List<HostTimeline.Kept> settled, HostTimeline.Checkpoint checkpoint) {
    settled.forEach(one -> window.delete(windowKey(host, one.arrival())));
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
