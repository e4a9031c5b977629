package org.ikewatch.streams.host;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.ikewatch.streams.incident.Change;
import org.ikewatch.streams.negotiation.AuditEvent;

/**
 * The correlation of the hosts of one partition: records and heartbeats in, incidents to publish
 * out, state through a {@link StateStore}. The one processor of the live topology, of replays and
 * of tests. Not safe for use by several threads.
 *
 * <p>A record that fails leaves no trace: the exception goes to the caller, and the next record
 * finds the state as it was.
 */
public final class HostProcessor {
  /** A header, the records within the grace and the memory for duplicates, roughly. */
  private static final int HEADER_BYTES = 1_024;

  private final CorrelationConfig config;
  private final PendingWrites writes;
  private final EngineStats stats;
  private final StateWriter scratch = new StateWriter();
  private final IngestorClocks ingestors = new IngestorClocks();
  private final HostTimers timers = new HostTimers();
  private final Map<String, Host> inUse = new LinkedHashMap<>(16, 0.75f, true);
  private final Map<String, Long> bytesInUse = new HashMap<>();
  private final Map<String, Long> atRest = new HashMap<>();
  private final CacheBudget.Share cache;
  private long bytesAtRest;

  /** The only one of its process. */
  public HostProcessor(CorrelationConfig config, StateStore store, EngineStats stats) {
    this(config, store, stats, new CacheBudget(config.cacheBytes()));
  }

  /**
   * Takes up the state that the store holds; reads one header a host.
   *
   * @param cache what the hosts in use of all partitions of the process may take
   */
  public HostProcessor(
      CorrelationConfig config, StateStore store, EngineStats stats, CacheBudget cache) {
    this.cache = cache.share();
    this.config = config;
    this.writes = new PendingWrites(store);
    this.stats = stats;
    store.scanHosts(
        (host, bytes) -> {
          HostHeader header = HeaderFormat.read(bytes, host).header();
          timers.schedule(host, header.nextDue(), header.clock());
          noteAtRest(host, bytes.length + header.bytes());
        });
  }

  /**
   * Takes the next record.
   *
   * @return what to publish, in order
   * @throws RuntimeException if the record cannot be processed; nothing has changed then
   */
  public List<Change> process(AuditEvent event) {
    List<Change> changes = new ArrayList<>(passTo(event.ingestor(), event.receivedAt()));
    if (!timers.knows(event.host()) && bytesAtRest > config.partitionBytes()) {
      stats.count(EngineStats.Fate.REFUSED_PARTITION_FULL);
      return changes;
    }
    changes.addAll(attempt(event.host(), host -> host.accept(event)));
    return changes;
  }

  /**
   * Takes the next record of a host whose time its own records alone tell, as in a replay.
   *
   * @return what to publish, in order
   * @throws RuntimeException if the record cannot be processed; nothing has changed then
   */
  public List<Change> processAlone(AuditEvent event) {
    return attempt(event.host(), host -> host.accept(event));
  }

  /**
   * The clock of an ingestor shows this time, and everything that it received before is in hand.
   *
   * @return what to publish, in order
   */
  public List<Change> passTo(String ingestor, Instant receivedAt) {
    List<Change> changes = new ArrayList<>(0);
    for (IngestorClocks.Moved moved : ingestors.observe(ingestor, receivedAt)) {
      for (String due : timers.due(moved.ingestor(), moved.time())) {
        changes.addAll(attempt(due, host -> host.passTo(moved.ingestor(), moved.time())));
      }
    }
    return changes;
  }

  /** Lets time pass for one host alone, as at the end of a replay. */
  public List<Change> passHost(String name, String ingestor, Instant receivedAt) {
    return timers.knows(name)
        ? attempt(name, host -> host.passTo(ingestor, receivedAt))
        : List.of();
  }

  /** Publishes the exact counts of one host, as at the end of a replay. */
  public List<Change> flush(String name) {
    return timers.knows(name) ? attempt(name, Host::flush) : List.of();
  }

  private List<Change> attempt(String name, Function<Host, List<Change>> action) {
    try {
      Host host = host(name);
      List<Change> changes = action.apply(host);
      save(name, host);
      writes.commit();
      return changes;
    } catch (RuntimeException e) {
      writes.discard();
      drop(name);
      throw e;
    }
  }

  private Host host(String name) {
    Host known = inUse.get(name);
    if (known != null) {
      return known;
    }
    HeaderFormat.Content content =
        writes
            .get(StateStore.Table.HOST, name, "")
            .map(bytes -> HeaderFormat.read(bytes, name))
            .orElseGet(() -> new HeaderFormat.Content(HostHeader.NEW, new long[0]));
    Host host = new Host(name, content, config, writes, scratch, stats);
    inUse.put(name, host);
    return host;
  }

  private void save(String name, Host host) {
    if (host.isIdle()) {
      evict(name);
      return;
    }
    HostHeader header = host.save();
    noteAtRest(name, HEADER_BYTES + header.bytes());
    timers.schedule(name, header.nextDue(), header.clock());
    long bytes = host.bytesInUse();
    Long before = bytesInUse.put(name, bytes);
    cache.take(bytes - (before == null ? 0 : before));
    if (cache.isExceeded()) {
      shrink(name);
    }
  }

  /** Drops hosts that were not used for the longest; they are read again when needed. */
  private void shrink(String except) {
    Iterator<String> oldest = inUse.keySet().iterator();
    while (cache.isExceeded() && oldest.hasNext()) {
      String name = oldest.next();
      if (!name.equals(except)) {
        oldest.remove();
        release(name);
      }
    }
  }

  private void drop(String name) {
    inUse.remove(name);
    release(name);
  }

  private void release(String name) {
    Long bytes = bytesInUse.remove(name);
    cache.take(bytes == null ? 0 : -bytes);
  }

  /** Nothing more was heard of the host, and nothing of it is worth keeping. */
  private void evict(String name) {
    List<String> slots = new ArrayList<>();
    writes.scan(StateStore.Table.MEMORY, name, (slot, bytes) -> slots.add(slot));
    slots.forEach(slot -> writes.delete(StateStore.Table.MEMORY, name, slot));
    writes.delete(StateStore.Table.HOST, name, "");
    timers.remove(name);
    noteAtRest(name, 0);
    drop(name);
  }

  private void noteAtRest(String name, long bytes) {
    Long before = bytes == 0 ? atRest.remove(name) : atRest.put(name, bytes);
    bytesAtRest += bytes - (before == null ? 0 : before);
    stats.state(atRest.size(), bytesAtRest);
  }

  /** The partition is gone: what its hosts took in memory is free for others. */
  public void close() {
    inUse.clear();
    cache.release();
  }

  /** What became of the records so far. */
  public EngineStats stats() {
    return stats;
  }
}
