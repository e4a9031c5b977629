package org.ikewatch.sink.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.ikewatch.schemas.Cause;
import org.ikewatch.schemas.Confidence;
import org.ikewatch.schemas.Incident;
import org.ikewatch.schemas.Reason;
import org.ikewatch.schemas.Status;
import org.ikewatch.schemas.Verdict;
import org.ikewatch.sink.incidents.PastRevision;

/** What each revision said, of incidents that are stored. */
final class RevisionTable {
  private static final String INSERT =
      """
      INSERT INTO revisions (incidentId, revision, status, verdict, confidence, reason, cause, peer,
        updatedAt, resolvedAt, attempts, flaps, parent)
      SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?
      WHERE EXISTS (SELECT 1 FROM incidents WHERE incidentId = ?)
      ON CONFLICT (incidentId, revision) DO NOTHING
      """;

  private RevisionTable() {}

  /** Adds those that are not there. */
  static void store(Connection connection, List<Incident> revisions) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      Row row = new Row(insert);
      for (Incident one : revisions) {
        row.text(one.getIncidentId())
            .number(one.getRevision())
            .name(one.getStatus())
            .name(one.getVerdict())
            .name(one.getConfidence())
            .name(one.getReason())
            .name(one.getCause())
            .text(one.getPeer())
            .time(one.getUpdatedAt())
            .time(one.getResolvedAt())
            .number(one.getAttempts())
            .number(one.getFlaps())
            .text(one.getParent())
            .text(one.getIncidentId())
            .add();
      }
      var unused = insert.executeBatch();
    }
  }

  static PastRevision read(ResultSet row) throws SQLException {
    long resolvedAt = row.getLong("resolvedAt");
    Optional<Instant> resolved =
        row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(resolvedAt));
    return new PastRevision(
        row.getInt("revision"),
        Status.valueOf(row.getString("status")),
        Verdict.valueOf(row.getString("verdict")),
        Confidence.valueOf(row.getString("confidence")),
        Optional.ofNullable(row.getString("reason")).map(Reason::valueOf),
        Cause.valueOf(row.getString("cause")),
        Optional.ofNullable(row.getString("peer")),
        Instant.ofEpochMilli(row.getLong("updatedAt")),
        resolved,
        row.getLong("attempts"),
        row.getInt("flaps"),
        Optional.ofNullable(row.getString("parent")));
  }
}
