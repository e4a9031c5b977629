package org.ikewatch.sink.store;

import java.util.List;
import org.ikewatch.schemas.Incident;
import org.ikewatch.sink.incidents.DeliveryException;
import org.ikewatch.sink.incidents.Destination;

/** The table in a database that may be away: it is opened at the first delivery that finds it. */
final class LazyTable implements Destination {
  private final String name;
  private final DatabaseConfig config;
  private Database database;
  private IncidentTable table;

  LazyTable(String name, DatabaseConfig config) {
    this.name = name;
    this.config = config;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public synchronized void deliver(List<Incident> revisions) {
    if (table == null) {
      try {
        database = Database.open(config.url(), config.user(), config.password());
      } catch (RuntimeException e) {
        throw new DeliveryException.Retriable(
            "the database cannot be opened: " + e.getMessage(), e);
      }
      table = new IncidentTable(database);
    }
    table.deliver(revisions);
  }

  @Override
  public synchronized void close() {
    if (database != null) {
      database.close();
    }
  }
}
