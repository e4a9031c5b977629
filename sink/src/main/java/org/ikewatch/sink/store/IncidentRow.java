package org.ikewatch.sink.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.ikewatch.schemas.AuditLevel;
import org.ikewatch.schemas.Cause;
import org.ikewatch.schemas.Confidence;
import org.ikewatch.schemas.Evidence;
import org.ikewatch.schemas.Incident;
import org.ikewatch.schemas.Reason;
import org.ikewatch.schemas.Scope;
import org.ikewatch.schemas.Status;
import org.ikewatch.schemas.Verdict;

/** Reads an incident back from its row. */
final class IncidentRow {
  private final JsonMapper mapper = new JsonMapper();

  Incident read(ResultSet row) throws SQLException {
    String reason = row.getString("reason");
    long resolvedAt = row.getLong("resolvedAt");
    Instant resolved = row.wasNull() ? null : Instant.ofEpochMilli(resolvedAt);
    return Incident.newBuilder()
        .setIncidentId(row.getString("incidentId"))
        .setRevision(row.getInt("revision"))
        .setScope(Scope.valueOf(row.getString("scope")))
        .setStatus(Status.valueOf(row.getString("status")))
        .setVerdict(Verdict.valueOf(row.getString("verdict")))
        .setConfidence(Confidence.valueOf(row.getString("confidence")))
        .setReason(reason == null ? null : Reason.valueOf(reason))
        .setCause(Cause.valueOf(row.getString("cause")))
        .setHost(row.getString("host"))
        .setPeer(row.getString("peer"))
        .setOpenedAt(Instant.ofEpochMilli(row.getLong("openedAt")))
        .setUpdatedAt(Instant.ofEpochMilli(row.getLong("updatedAt")))
        .setResolvedAt(resolved)
        .setAttempts(row.getLong("attempts"))
        .setFlaps(row.getInt("flaps"))
        .setParent(row.getString("parent"))
        .setCandidates(strings(row.getString("candidates")))
        .setEvidence(evidence(row.getString("evidence")))
        .setNextCommands(strings(row.getString("nextCommands")))
        .setExplanation(strings(row.getString("explanation")))
        .build();
  }

  private List<Evidence> evidence(String json) {
    List<Evidence> all = new ArrayList<>();
    for (JsonNode one : tree(json)) {
      all.add(
          Evidence.newBuilder()
              .setHost(one.get("host").asText())
              .setMsg(number(one.get("msg")))
              .setLevel(AuditLevel.valueOf(one.get("level").asText()))
              .setEventTime(Instant.parse(one.get("eventTime").asText()))
              .setSignal(one.get("signal").asText())
              .setText(one.get("text").asText())
              .setFile(one.get("file").isNull() ? null : one.get("file").asText())
              .setLine(number(one.get("line")))
              .build());
    }
    return all;
  }

  private List<String> strings(String json) {
    List<String> all = new ArrayList<>();
    tree(json).forEach(one -> all.add(one.asText()));
    return all;
  }

  private static Long number(JsonNode node) {
    return node.isNull() ? null : (Long) node.asLong();
  }

  private JsonNode tree(String json) {
    try {
      return mapper.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the row holds what this project wrote, and it is JSON", e);
    }
  }
}
