package org.ikewatch.bench.fleet;

import java.time.ZoneId;
import java.util.Iterator;
import java.util.function.Consumer;
import org.ikewatch.ingest.host.HostDefaults;
import org.ikewatch.ingest.host.HostDirectory;
import org.ikewatch.ingest.replay.AuditReplay;
import org.ikewatch.ingest.replay.Replayed;
import org.ikewatch.schemas.AuditRecord;

/** Reads the fleet's lines as ingest does. */
public final class FleetReader {
  /** The ingestor that is said to have received them. */
  public static final String INGESTOR = "bench";

  private FleetReader() {}

  /** Gives every record as it is on the topic: received by one ingestor when it was written. */
  public static void read(Iterator<FleetRecord> fleet, Consumer<AuditRecord> records) {
    HostDirectory hosts = HostDirectory.empty(new HostDefaults(ZoneId.of("UTC"), ""));
    Iterable<String> lines =
        () ->
            new Iterator<>() {
              @Override
              public boolean hasNext() {
                return fleet.hasNext();
              }

              @Override
              public String next() {
                return fleet.next().line();
              }
            };
    try (AuditReplay replay = new AuditReplay(hosts, one -> take(one, records))) {
      replay.syslogLines("bench", "bench", lines);
    }
  }

  private static void take(Replayed replayed, Consumer<AuditRecord> records) {
    if (replayed instanceof Replayed.Audited audited) {
      AuditRecord record = audited.record();
      record.setFile(null);
      record.setLine(null);
      record.setIngestor(INGESTOR);
      records.accept(record);
    } else {
      throw new IllegalStateException("a record of the fleet was rejected: " + replayed);
    }
  }
}
