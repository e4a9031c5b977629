package org.ikewatch.sink.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Removes incidents that have ended and were stored too long ago, with all that belongs to them, a
 * few at a time. Which ones left is remembered, so that reading a topic once more, or delivering a
 * dead letter once more, does not bring them back: an open revision of one whose end has left would
 * stay for good.
 */
final class Expiry {
  /** Some 20 ms of a database's time, at 20 rows an incident. */
  private static final int STEP = 200;

  private static final int LEFTOVERS = 2_000;

  /** The topics keep their records for half as long. */
  private static final Duration REMEMBERED = Duration.ofDays(180);

  private static final String TAKE =
      """
      DELETE FROM incidents
      WHERE incidentId IN (
          SELECT incidentId FROM incidents
          WHERE status <> 'OPEN' AND storedAt < ? ORDER BY storedAt LIMIT ?)
        AND status <> 'OPEN' AND storedAt < ?
      RETURNING incidentId, revision
      """;

  private static final String REMEMBER =
      """
      INSERT INTO departed (incidentId, revision, departedAt) VALUES (?, ?, ?)
      ON CONFLICT (incidentId) DO UPDATE SET revision = excluded.revision,
        departedAt = excluded.departedAt
      """;

  /** Of revisions that the database never took, or that were told of too late. */
  private static final String LEFT_OVER =
      """
      DELETE FROM deliveries WHERE (incidentId, revision, destination) IN (
        SELECT incidentId, revision, destination FROM deliveries
        WHERE at < ? AND NOT EXISTS (
          SELECT 1 FROM incidents WHERE incidents.incidentId = deliveries.incidentId)
        LIMIT ?)
      """;

  private static final String FORGET =
      """
      DELETE FROM departed WHERE incidentId IN (
        SELECT incidentId FROM departed WHERE departedAt < ? LIMIT ?)
      """;

  private record Departed(String incidentId, int revision) {}

  private Expiry() {}

  /**
   * One step, in the caller's transaction.
   *
   * @return how many incidents left
   */
  static int step(Connection connection, Instant now, Duration retention) throws SQLException {
    long before = now.minus(retention).toEpochMilli();
    List<Departed> departed =
        new Sql(TAKE, before, STEP, before)
            .list(connection, row -> new Departed(row.getString(1), row.getInt(2)));
    for (String table : List.of("evidence", "revisions", "deliveries")) {
      removeOf(connection, table, departed);
    }
    remember(connection, departed, now);
    limited(connection, LEFT_OVER, before);
    limited(connection, FORGET, now.minus(REMEMBERED).toEpochMilli());
    return departed.size();
  }

  private static void removeOf(Connection connection, String table, List<Departed> departed)
      throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement("DELETE FROM " + table + " WHERE incidentId = ?")) {
      Row row = new Row(delete);
      for (Departed one : departed) {
        row.text(one.incidentId()).add();
      }
      var unused = delete.executeBatch();
    }
  }

  private static void remember(Connection connection, List<Departed> departed, Instant now)
      throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(REMEMBER)) {
      Row row = new Row(insert);
      for (Departed one : departed) {
        row.text(one.incidentId()).number(one.revision()).time(now).add();
      }
      var unused = insert.executeBatch();
    }
  }

  private static void limited(Connection connection, String sql, long before) throws SQLException {
    try (PreparedStatement delete = connection.prepareStatement(sql)) {
      delete.setLong(1, before);
      delete.setInt(2, LEFTOVERS);
      delete.executeUpdate();
    }
  }
}
