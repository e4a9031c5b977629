package org.ikewatch.sink.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ikewatch.schemas.Incident;
import org.ikewatch.schemas.IncidentJson;

/**
 * The newest revision of each incident. Revisions only move forward, and what has left for its age
 * comes back only with a newer one.
 */
final class IncidentTable {
  private static final String UPSERT =
      """
      INSERT INTO incidents (incidentId, revision, scope, status, verdict, confidence, reason, cause,
        host, peer, openedAt, updatedAt, resolvedAt, attempts, flaps, parent, candidates, evidence,
        nextCommands, explanation, storedAt)
      SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?
      WHERE NOT EXISTS (SELECT 1 FROM departed WHERE incidentId = ? AND revision >= ?)
      ON CONFLICT (incidentId) DO UPDATE SET revision = excluded.revision, scope = excluded.scope,
        status = excluded.status, verdict = excluded.verdict, confidence = excluded.confidence,
        reason = excluded.reason, cause = excluded.cause, host = excluded.host, peer = excluded.peer,
        openedAt = excluded.openedAt, updatedAt = excluded.updatedAt,
        resolvedAt = excluded.resolvedAt, attempts = excluded.attempts, flaps = excluded.flaps,
        parent = excluded.parent, candidates = excluded.candidates, evidence = excluded.evidence,
        nextCommands = excluded.nextCommands, explanation = excluded.explanation,
        storedAt = excluded.storedAt
      WHERE incidents.revision < excluded.revision
      """;

  private final Clock clock;
  private final IncidentJson json = new IncidentJson();

  /**
   * The table of any database.
   *
   * @param clock tells when a revision is stored
   */
  IncidentTable(Clock clock) {
    this.clock = clock;
  }

  /** Stores the newest of these where it is news; gives those that were. */
  List<Incident> store(Connection connection, List<Incident> revisions) throws SQLException {
    List<Incident> newest = List.copyOf(newestOfEach(revisions));
    long now = clock.millis();
    int[] changed;
    try (PreparedStatement upsert = connection.prepareStatement(UPSERT)) {
      Row row = new Row(upsert);
      for (Incident incident : newest) {
        bind(row, incident);
        row.number(now).text(incident.getIncidentId()).number(incident.getRevision()).add();
      }
      changed = upsert.executeBatch();
    }
    List<Incident> news = new ArrayList<>();
    for (int i = 0; i < changed.length; i++) {
      if (changed[i] != 0) {
        news.add(newest.get(i));
      }
    }
    return news;
  }

  private static Collection<Incident> newestOfEach(List<Incident> revisions) {
    Map<String, Incident> newest = new LinkedHashMap<>();
    for (Incident one : revisions) {
      newest.merge(
          one.getIncidentId(),
          one,
          (before, after) -> before.getRevision() < after.getRevision() ? after : before);
    }
    return newest.values();
  }

  private void bind(Row row, Incident incident) throws SQLException {
    row.text(incident.getIncidentId())
        .number(incident.getRevision())
        .name(incident.getScope())
        .name(incident.getStatus())
        .name(incident.getVerdict())
        .name(incident.getConfidence())
        .name(incident.getReason())
        .name(incident.getCause())
        .text(incident.getHost())
        .text(incident.getPeer())
        .time(incident.getOpenedAt())
        .time(incident.getUpdatedAt())
        .time(incident.getResolvedAt())
        .number(incident.getAttempts())
        .number(incident.getFlaps())
        .text(incident.getParent())
        .text(json.array(incident.getCandidates()))
        .text(json.evidence(incident))
        .text(json.array(incident.getNextCommands()))
        .text(json.array(incident.getExplanation()));
  }
}
