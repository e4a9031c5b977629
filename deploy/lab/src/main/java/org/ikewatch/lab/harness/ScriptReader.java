package org.ikewatch.lab.harness;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.ikewatch.ingest.audit.Catalogue;
import org.ikewatch.ingest.audit.EventDate;
import org.ikewatch.ingest.catalogue.CatalogueLoader;
import org.ikewatch.ingest.host.HostDefaults;
import org.ikewatch.ingest.host.HostDirectory;
import org.ikewatch.ingest.replay.AuditReplay;
import org.ikewatch.ingest.replay.Replayed;
import org.ikewatch.lab.oracle.AuditText;
import org.ikewatch.lab.oracle.HostClock;
import org.ikewatch.lab.oracle.HostScript;
import org.ikewatch.lab.oracle.Pair;
import org.ikewatch.schemas.AuditRecord;
import org.ikewatch.schemas.HostProfile;

/** Turns the text a host writes into the records that ingest makes of it. */
final class ScriptReader {
  /** Loaded once: a host has far fewer records than the catalogue has entries. */
  private static final Catalogue CATALOGUE = CatalogueLoader.standard();

  private final ZoneId zone;
  private final HostClock clock;

  ScriptReader(ZoneId zone, HostClock clock) {
    this.zone = zone;
    this.clock = clock;
  }

  /**
   * A record with the time at which it was written.
   *
   * @param at true time
   */
  record Dated(AuditRecord record, Instant at) {}

  /** The records in the order in which they were written. */
  List<Dated> read(HostScript script) {
    List<HostScript.Written> written = script.written();
    List<AuditRecord> records = new ArrayList<>(written.size());
    String host = script.spec().name();
    try (AuditReplay replay =
        new AuditReplay(CATALOGUE, directory(script), one -> records.add(record(one)))) {
      replay.auditLines(host, "audit.log", new AuditText(zone, clock).lines(written));
    }
    if (records.size() != written.size()) {
      throw new IllegalStateException(
          "%d records written, %d read".formatted(written.size(), records.size()));
    }
    List<Dated> dated = new ArrayList<>(records.size());
    for (int i = 0; i < records.size(); i++) {
      AuditRecord record = records.get(i);
      record.setFile(null);
      record.setLine(null);
      Instant at = written.get(i).line().at();
      record.setEventTime(asLive(record.getEventTime(), at));
      dated.add(new Dated(record, at));
    }
    return dated;
  }

  /**
   * A record that is read again has no receive time by which to choose between two times of an hour
   * that repeats; one that arrives has.
   */
  private Instant asLive(Instant read, Instant at) {
    long localSecond = LocalDateTime.ofInstant(read, zone).toEpochSecond(ZoneOffset.UTC);
    return Instant.ofEpochMilli(EventDate.toEpochMillis(localSecond, zone, at.toEpochMilli()));
  }

  private HostDirectory directory(HostScript script) {
    HostProfile profile =
        HostProfile.newBuilder()
            .setName(script.spec().name())
            .setAddresses(
                script.spec().listed()
                    ? script.spec().pairs().stream().map(Pair::local).distinct().toList()
                    : List.of())
            .setTimezone(zone.getId())
            .build();
    return HostDirectory.of(new HostDefaults(zone, ""), List.of(profile));
  }

  private static AuditRecord record(Replayed replayed) {
    if (replayed instanceof Replayed.Audited audited) {
      return audited.record();
    }
    throw new IllegalStateException("a record of the oracle was rejected: " + replayed);
  }
}
