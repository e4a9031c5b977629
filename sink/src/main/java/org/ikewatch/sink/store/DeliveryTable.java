package org.ikewatch.sink.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.ikewatch.schemas.Delivery;
import org.ikewatch.schemas.Outcome;

/** What became of each revision at each destination. */
final class DeliveryTable {
  /** Told again, the first time counts; of two outcomes the later one does. */
  private static final String UPSERT =
      """
      INSERT INTO deliveries (incidentId, revision, destination, outcome, at, detail)
      SELECT ?, ?, ?, ?, ?, ?
      WHERE NOT EXISTS (SELECT 1 FROM departed WHERE incidentId = ? AND revision >= ?)
      ON CONFLICT (incidentId, revision, destination) DO UPDATE SET outcome = excluded.outcome,
        at = excluded.at, detail = excluded.detail
      WHERE deliveries.outcome <> excluded.outcome AND deliveries.at < excluded.at
      """;

  private DeliveryTable() {}

  static void store(Connection connection, List<Delivery> deliveries) throws SQLException {
    try (PreparedStatement upsert = connection.prepareStatement(UPSERT)) {
      Row row = new Row(upsert);
      for (Delivery one : deliveries) {
        row.text(one.getIncidentId())
            .number(one.getRevision())
            .text(one.getDestination())
            .name(one.getOutcome())
            .time(one.getAt())
            .text(Storable.text(one.getDetail()))
            .text(one.getIncidentId())
            .number(one.getRevision())
            .add();
      }
      var unused = upsert.executeBatch();
    }
  }

  static Delivery read(ResultSet row) throws SQLException {
    return new Delivery(
        row.getString("destination"),
        row.getString("incidentId"),
        row.getInt("revision"),
        Instant.ofEpochMilli(row.getLong("at")),
        Outcome.valueOf(row.getString("outcome")),
        row.getString("detail"));
  }
}
