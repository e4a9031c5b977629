package org.ikewatch.sink.store;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.ikewatch.schemas.Delivery;
import org.ikewatch.schemas.Incident;
import org.ikewatch.sink.incidents.Archive;

/**
 * The database as a destination: the newest revision of each incident with its evidence, what every
 * revision said, and what became of them elsewhere.
 */
public final class DatabaseArchive implements Archive {
  private final String name;
  private final Database database;
  private final Optional<Duration> retention;
  private final IncidentTable incidents;

  /**
   * An archive in this database, which is closed with it.
   *
   * @param retention how long what has ended is kept since it was stored; empty: for good
   * @param clock tells when a revision is stored
   */
  public DatabaseArchive(
      String name, Database database, Optional<Duration> retention, Clock clock) {
    this.name = name;
    this.database = database;
    this.retention = retention;
    this.incidents = new IncidentTable(clock);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void deliver(List<Incident> revisions) {
    database.write(
        connection -> {
          EvidenceTable.store(connection, incidents.store(connection, revisions));
          RevisionTable.store(connection, revisions);
          return revisions;
        });
  }

  @Override
  public void record(List<Delivery> deliveries) {
    database.write(
        connection -> {
          DeliveryTable.store(connection, deliveries);
          return deliveries;
        });
  }

  @Override
  public int forget(Instant now) {
    int left =
        retention
            .map(age -> database.write(connection -> Expiry.step(connection, now, age)))
            .orElse(0);
    if (left == 0) {
      database.refreshStatistics();
    }
    return left;
  }

  @Override
  public void close() {
    database.close();
  }
}
