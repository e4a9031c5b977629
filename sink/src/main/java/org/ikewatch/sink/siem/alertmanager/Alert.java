package org.ikewatch.sink.siem.alertmanager;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.ikewatch.schemas.Evidence;
import org.ikewatch.schemas.Incident;
import org.ikewatch.schemas.Scope;
import org.ikewatch.schemas.Status;
import org.ikewatch.sink.siem.mapping.IncidentDetails;
import org.ikewatch.sink.siem.mapping.IncidentTerms;
import org.ikewatch.sink.siem.mapping.JsonObject;

/**
 * An incident as an alert of Alertmanager's API v2. Alertmanager tells alerts apart by their
 * labels: they hold what the incident's id is made of and nothing that a revision may change, which
 * stands in the annotations.
 */
final class Alert {
  private static final int RECORDS = 5;

  private Alert() {}

  /**
   * The alert.
   *
   * @param endsAt when it is over, in the past or in the future
   */
  static JsonObject of(Incident incident, AlertmanagerConfig config, Instant endsAt) {
    // A host's clock may be ahead, and an alert cannot end before it starts.
    Instant openedAt = incident.getOpenedAt();
    JsonObject alert =
        new JsonObject()
            .put("labels", labels(incident, config.labels()))
            .put("annotations", annotations(incident))
            .put("startsAt", openedAt.isBefore(endsAt) ? openedAt : endsAt.minusMillis(1))
            .put("endsAt", endsAt);
    config.link().ifPresent(to -> alert.put("generatorURL", to.to(incident)));
    return alert;
  }

  private static JsonObject labels(Incident incident, Map<String, String> further) {
    JsonObject labels = new JsonObject();
    further.forEach(labels::put);
    return labels
        .put("alertname", "IKEwatchIncident")
        .put("incident_id", incident.getIncidentId())
        .put("scope", incident.getScope().name().toLowerCase(Locale.ROOT))
        .put("severity", incident.getScope() == Scope.PEER ? "warning" : "critical")
        .put("host", incident.getHost())
        .put("peer", incident.getPeer());
  }

  private static JsonObject annotations(Incident incident) {
    List<String> records = IncidentDetails.records(essence(incident));
    return new JsonObject()
        .put("summary", IncidentTerms.summary(incident))
        .put("verdict", incident.getVerdict())
        .put("confidence", incident.getConfidence())
        .put("reason", incident.getReason())
        .put("cause", incident.getCause())
        .put("attempts", String.valueOf(incident.getAttempts()))
        .put("revision", String.valueOf(incident.getRevision()))
        .put("updated_at", incident.getUpdatedAt())
        .put("candidates", String.join(", ", incident.getCandidates()))
        .put("next_commands", String.join("\n", incident.getNextCommands()))
        .put("evidence", String.join("\n", records));
  }

  /** The incident without what an alert does not tell, for whoever keeps many. */
  static Incident essence(Incident incident) {
    List<Evidence> all = incident.getEvidence();
    return Incident.newBuilder(incident)
        .setEvidence(List.copyOf(all.subList(Math.max(0, all.size() - RECORDS), all.size())))
        .setExplanation(List.of())
        .build();
  }

  /** Whether it fires. */
  static boolean isFiring(Incident incident) {
    return incident.getStatus() == Status.OPEN;
  }
}
