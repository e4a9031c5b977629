package org.ikewatch.sink.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.ikewatch.schemas.Incident;
import org.ikewatch.schemas.IncidentJson;
import org.ikewatch.sink.incidents.DeliveryException;
import org.ikewatch.sink.incidents.Destination;

/** The newest revision of each incident, in a database. Revisions only move forward. */
public final class IncidentTable implements Destination {
  private static final String UPSERT =
      """
      INSERT INTO incidents (incidentId, revision, scope, status, verdict, confidence, reason, cause,
        host, peer, openedAt, updatedAt, resolvedAt, attempts, flaps, parent, candidates, evidence,
        nextCommands, explanation)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (incidentId) DO UPDATE SET revision = excluded.revision, scope = excluded.scope,
        status = excluded.status, verdict = excluded.verdict, confidence = excluded.confidence,
        reason = excluded.reason, cause = excluded.cause, host = excluded.host, peer = excluded.peer,
        openedAt = excluded.openedAt, updatedAt = excluded.updatedAt,
        resolvedAt = excluded.resolvedAt, attempts = excluded.attempts, flaps = excluded.flaps,
        parent = excluded.parent, candidates = excluded.candidates, evidence = excluded.evidence,
        nextCommands = excluded.nextCommands, explanation = excluded.explanation
      WHERE incidents.revision < excluded.revision
      """;

  /** SQLITE_TOOBIG, SQLITE_CONSTRAINT, SQLITE_MISMATCH. */
  private static final Set<Integer> SQLITE_REFUSALS = Set.of(18, 19, 20);

  private final Database database;
  private final IncidentJson json = new IncidentJson();
  private final IncidentRow reader = new IncidentRow();

  /** A table in this database, which the caller closes after the table. */
  public IncidentTable(Database database) {
    this.database = database;
  }

  @Override
  public String name() {
    return "database";
  }

  @Override
  public void deliver(List<Incident> revisions) {
    try (Connection connection = database.connection()) {
      connection.setAutoCommit(false);
      try (PreparedStatement upsert = connection.prepareStatement(UPSERT)) {
        for (Incident incident : revisions) {
          bind(upsert, incident);
          upsert.addBatch();
        }
        upsert.executeBatch();
        connection.commit();
      } catch (SQLException | RuntimeException e) {
        connection.rollback();
        throw e;
      }
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  /** The stored revision of an incident; empty where none is stored. */
  public Optional<Integer> revisionOf(String incidentId) {
    try (Connection connection = database.connection();
        PreparedStatement query =
            connection.prepareStatement("SELECT revision FROM incidents WHERE incidentId = ?")) {
      query.setString(1, incidentId);
      try (ResultSet rows = query.executeQuery()) {
        return rows.next() ? Optional.of(rows.getInt(1)) : Optional.empty();
      }
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  /** The incidents whose id begins so, in order of id; a person types the first few characters. */
  public List<Incident> startingWith(String prefix) {
    try (Connection connection = database.connection();
        PreparedStatement query =
            connection.prepareStatement(
                "SELECT * FROM incidents WHERE substr(incidentId, 1, ?) = ? ORDER BY incidentId")) {
      query.setInt(1, prefix.length());
      query.setString(2, prefix);
      List<Incident> found = new ArrayList<>();
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          found.add(reader.read(rows));
        }
      }
      return found;
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  @Override
  public void close() {
    // The database is the caller's.
  }

  private void bind(PreparedStatement row, Incident incident) throws SQLException {
    row.setString(1, incident.getIncidentId());
    row.setInt(2, incident.getRevision());
    row.setString(3, incident.getScope().name());
    row.setString(4, incident.getStatus().name());
    row.setString(5, incident.getVerdict().name());
    row.setString(6, incident.getConfidence().name());
    row.setString(7, incident.getReason() == null ? null : incident.getReason().name());
    row.setString(8, incident.getCause().name());
    row.setString(9, incident.getHost());
    row.setString(10, incident.getPeer());
    row.setLong(11, incident.getOpenedAt().toEpochMilli());
    row.setLong(12, incident.getUpdatedAt().toEpochMilli());
    setTime(row, 13, incident.getResolvedAt());
    row.setLong(14, incident.getAttempts());
    row.setInt(15, incident.getFlaps());
    row.setString(16, incident.getParent());
    row.setString(17, json.array(incident.getCandidates()));
    row.setString(18, json.evidence(incident));
    row.setString(19, json.array(incident.getNextCommands()));
    row.setString(20, json.array(incident.getExplanation()));
  }

  private static void setTime(PreparedStatement row, int index, Instant time) throws SQLException {
    if (time == null) {
      row.setNull(index, Types.BIGINT);
    } else {
      row.setLong(index, time.toEpochMilli());
    }
  }

  /**
   * Data that the database refuses will be refused again: SQLSTATE classes 22 and 23, for SQLite
   * its result codes. Everything else may pass.
   */
  private static DeliveryException failure(SQLException e) {
    SQLException root = e.getCause() instanceof SQLException cause ? cause : e;
    String state = root.getSQLState() == null ? "" : root.getSQLState();
    boolean refused =
        state.startsWith("22")
            || state.startsWith("23")
            || (state.isEmpty() && SQLITE_REFUSALS.contains(root.getErrorCode()));
    return refused
        ? new DeliveryException.Permanent("the database refuses: " + root.getMessage(), e)
        : new DeliveryException.Retriable("the database is away: " + root.getMessage(), e);
  }
}
