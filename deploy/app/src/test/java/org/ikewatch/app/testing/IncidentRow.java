package org.ikewatch.app.testing;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** One row of the incidents table, by a query of our own. */
public record IncidentRow(
    String incidentId, int revision, String verdict, String confidence, String host, String peer) {
  private static final String QUERY =
      "SELECT incidentId, revision, verdict, confidence, host, peer FROM incidents"
          + " WHERE host = ? AND peer = ? ORDER BY incidentId";

  /** The rows of one host and one peer. */
  public static List<IncidentRow> between(Path databaseFile, String host, String peer) {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + databaseFile);
        PreparedStatement query = connection.prepareStatement(QUERY)) {
      query.setString(1, host);
      query.setString(2, peer);
      List<IncidentRow> rows = new ArrayList<>();
      try (ResultSet found = query.executeQuery()) {
        while (found.next()) {
          rows.add(
              new IncidentRow(
                  found.getString(1),
                  found.getInt(2),
                  found.getString(3),
                  found.getString(4),
                  found.getString(5),
                  found.getString(6)));
        }
      }
      return rows;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
