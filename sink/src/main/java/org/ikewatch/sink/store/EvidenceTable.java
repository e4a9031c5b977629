package org.ikewatch.sink.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.ikewatch.schemas.AuditLevel;
import org.ikewatch.schemas.Evidence;
import org.ikewatch.schemas.Incident;
import org.ikewatch.sink.incidents.IncidentQueries.Cited;

/** The evidence of each incident's newest revision, a record a row. */
final class EvidenceTable {
  /** A revision mostly adds one record to those before: the others are left as they are. */
  private static final String UPSERT =
      """
      INSERT INTO evidence (incidentId, position, host, msg, level, eventTime, signal, text, file,
        line)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (incidentId, position) DO UPDATE SET host = excluded.host, msg = excluded.msg,
        level = excluded.level, eventTime = excluded.eventTime, signal = excluded.signal,
        text = excluded.text, file = excluded.file, line = excluded.line
      WHERE evidence.eventTime <> excluded.eventTime
        OR evidence.msg IS DISTINCT FROM excluded.msg
        OR evidence.text <> excluded.text
        OR evidence.signal <> excluded.signal
        OR evidence.host <> excluded.host
        OR evidence.level <> excluded.level
        OR evidence.file IS DISTINCT FROM excluded.file
        OR evidence.line IS DISTINCT FROM excluded.line
      """;

  private static final String TRIM = "DELETE FROM evidence WHERE incidentId = ? AND position >= ?";

  private EvidenceTable() {}

  /** Replaces what is stored of these incidents. */
  static void store(Connection connection, List<Incident> incidents) throws SQLException {
    try (PreparedStatement upsert = connection.prepareStatement(UPSERT);
        PreparedStatement trim = connection.prepareStatement(TRIM)) {
      Row row = new Row(upsert);
      Row end = new Row(trim);
      for (Incident incident : incidents) {
        String id = incident.getIncidentId();
        int position = 0;
        for (Evidence one : incident.getEvidence()) {
          row.text(id)
              .number(position++)
              .text(Storable.word(one.getHost()))
              .optional(one.getMsg())
              .name(one.getLevel())
              .time(one.getEventTime())
              .text(Storable.word(one.getSignal()))
              .text(Storable.text(one.getText()))
              .text(Storable.optional(one.getFile()))
              .optional(one.getLine())
              .add();
        }
        end.text(id).number(position).add();
      }
      var unused = upsert.executeBatch();
      unused = trim.executeBatch();
    }
  }

  static Cited read(ResultSet row) throws SQLException {
    return new Cited(
        row.getString("incidentId"),
        Evidence.newBuilder()
            .setHost(row.getString("host"))
            .setMsg(optional(row, "msg"))
            .setLevel(AuditLevel.valueOf(row.getString("level")))
            .setEventTime(Instant.ofEpochMilli(row.getLong("eventTime")))
            .setSignal(row.getString("signal"))
            .setText(row.getString("text"))
            .setFile(row.getString("file"))
            .setLine(optional(row, "line"))
            .build());
  }

  private static Long optional(ResultSet row, String column) throws SQLException {
    long value = row.getLong(column);
    return row.wasNull() ? null : (Long) value;
  }
}
