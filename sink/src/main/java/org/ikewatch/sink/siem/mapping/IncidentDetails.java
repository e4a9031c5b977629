package org.ikewatch.sink.siem.mapping;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.ikewatch.schemas.Evidence;
import org.ikewatch.schemas.Incident;

/** What the person needs who is woken by an incident: short, and in an order to read. */
public final class IncidentDetails {
  private IncidentDetails() {}

  /**
   * The incident in pairs of name and text.
   *
   * @param most how many of the records, commands, sentences and candidates are kept, the newest
   */
  public static JsonObject of(Incident incident, int most) {
    return new JsonObject()
        .put("verdict", incident.getVerdict())
        .put("confidence", incident.getConfidence())
        .put("reason", incident.getReason())
        .put("cause", incident.getCause())
        .put("scope", incident.getScope())
        .put("status", incident.getStatus())
        .put("host", incident.getHost())
        .put("peer", incident.getPeer())
        .put("openedAt", incident.getOpenedAt())
        .put("updatedAt", incident.getUpdatedAt())
        .put("resolvedAt", incident.getResolvedAt())
        .put("attempts", incident.getAttempts())
        .put("flaps", incident.getFlaps())
        .put("incidentId", incident.getIncidentId())
        .put("revision", incident.getRevision())
        .put("parent", incident.getParent())
        .texts("candidates", newest(incident.getCandidates(), most))
        .texts("evidence", newest(records(incident), most))
        .texts("nextCommands", newest(incident.getNextCommands(), most))
        .texts("explanation", newest(incident.getExplanation(), most));
  }

  /** The records it rests on, a line each. */
  public static List<String> records(Incident incident) {
    List<String> lines = new ArrayList<>();
    for (Evidence one : incident.getEvidence()) {
      lines.add(
          "%s %s %s%s  %s"
              .formatted(
                  one.getEventTime(),
                  one.getHost(),
                  one.getLevel().name().toLowerCase(Locale.ROOT),
                  one.getMsg() == null ? "" : " Msg " + one.getMsg(),
                  one.getText()));
    }
    return lines;
  }

  private static List<String> newest(List<String> lines, int most) {
    return lines.subList(Math.max(0, lines.size() - most), lines.size());
  }
}
