package org.ikewatch.sink.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.api.migration.BaseJavaMigration;
import org.flywaydb.core.api.migration.Context;
import org.ikewatch.schemas.Incident;

/**
 * Gives incidents of before V2 what that added: their evidence as rows, and an age, which begins
 * now. In Java, for the databases take JSON apart each in a way of its own.
 */
final class V3__earlier_incidents extends BaseJavaMigration {
  private static final int BATCH = 500;

  private final Clock clock;
  private final IncidentRow reader = new IncidentRow();

  V3__earlier_incidents(Clock clock) {
    this.clock = clock;
  }

  @Override
  public void migrate(Context context) throws SQLException {
    Connection connection = context.getConnection();
    try (PreparedStatement age = connection.prepareStatement("UPDATE incidents SET storedAt = ?")) {
      age.setLong(1, clock.millis());
      age.executeUpdate();
    }
    String last = "";
    for (List<Incident> batch = after(connection, last);
        !batch.isEmpty();
        batch = after(connection, last)) {
      EvidenceTable.store(connection, batch);
      last = batch.get(batch.size() - 1).getIncidentId();
    }
  }

  private List<Incident> after(Connection connection, String id) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT * FROM incidents WHERE incidentId > ? ORDER BY incidentId LIMIT ?")) {
      query.setString(1, id);
      query.setInt(2, BATCH);
      List<Incident> batch = new ArrayList<>(BATCH);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          batch.add(reader.read(rows));
        }
      }
      return batch;
    }
  }
}
