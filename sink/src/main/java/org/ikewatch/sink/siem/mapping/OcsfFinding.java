package org.ikewatch.sink.siem.mapping;

import java.util.ArrayList;
import java.util.List;
import org.ikewatch.schemas.Confidence;
import org.ikewatch.schemas.Evidence;
import org.ikewatch.schemas.Incident;
import org.ikewatch.schemas.Status;

/**
 * An incident as a Detection Finding (class 2004) of the Open Cybersecurity Schema Framework: the
 * first revision creates it, the others update it, and the one that ends it closes it.
 */
final class OcsfFinding {
  private static final int CATEGORY = 2;
  private static final int CLASS = 2004;

  private OcsfFinding() {}

  static JsonObject of(Incident incident) {
    boolean open = incident.getStatus() == Status.OPEN;
    JsonObject event =
        Ocsf.event(CATEGORY, "Findings", CLASS, "Detection Finding", activity(incident))
            .millis("time", incident.getUpdatedAt())
            .millis("start_time", incident.getOpenedAt())
            .millis("end_time", incident.getUpdatedAt())
            .put("message", IncidentTerms.summary(incident))
            .put("count", incident.getAttempts())
            .put("is_alert", open);
    Ocsf.severity(event, severity(incident));
    status(event, incident);
    boolean confirmed = incident.getConfidence() == Confidence.CONFIRMED;
    return event
        .put("confidence_id", confirmed ? 3 : 2)
        .put("confidence", confirmed ? "High" : "Medium")
        .put(
            "metadata",
            Ocsf.metadata()
                .put("uid", IncidentTerms.revisionKey(incident))
                .put("correlation_uid", incident.getIncidentId())
                .put("sequence", incident.getRevision())
                .put("event_code", incident.getVerdict())
                .put("log_name", "ipsec_audit"))
        .put("finding_info", finding(incident))
        .put("device", Ocsf.device(incident.getHost()))
        .objects("evidences", evidences(incident))
        .objects("observables", observables(incident))
        .put(
            "remediation",
            new JsonObject().put("desc", String.join("\n", incident.getNextCommands())))
        .put("unmapped", unmapped(incident));
  }

  private static Ocsf.Activity activity(Incident incident) {
    if (incident.getStatus() != Status.OPEN) {
      return new Ocsf.Activity(3, "Close");
    }
    return incident.getRevision() == 1
        ? new Ocsf.Activity(1, "Create")
        : new Ocsf.Activity(2, "Update");
  }

  private static int severity(Incident incident) {
    int ofTen = IncidentTerms.severity(incident);
    return ofTen >= 8 ? 5 : ofTen == 7 ? 4 : ofTen >= 5 ? 3 : 1;
  }

  private static void status(JsonObject event, Incident incident) {
    switch (incident.getStatus()) {
      case OPEN -> {
        boolean first = incident.getRevision() == 1;
        event.put("status_id", first ? 1 : 2).put("status", first ? "New" : "In Progress");
      }
      case RESOLVED -> event.put("status_id", 4).put("status", "Resolved");
      // Reviewed and found not to be one.
      case WITHDRAWN -> event.put("status_id", 3).put("status", "Suppressed");
      case UNKNOWN -> event.put("status_id", 0).put("status", "Unknown");
    }
  }

  private static JsonObject finding(Incident incident) {
    JsonObject finding =
        new JsonObject()
            .put("uid", incident.getIncidentId())
            .put("title", IncidentTerms.title(incident))
            .put("desc", String.join(" ", incident.getExplanation()))
            .texts("types", List.of(incident.getVerdict().name()))
            .millis("created_time", incident.getOpenedAt())
            .millis("first_seen_time", incident.getOpenedAt())
            .millis("modified_time", incident.getUpdatedAt())
            .millis("last_seen_time", incident.getUpdatedAt())
            .texts("data_sources", List.of("HP-UX IPSec audit records"))
            .put(
                "analytic",
                new JsonObject()
                    .put("type_id", 1)
                    .put("type", "Rule")
                    .put("uid", incident.getVerdict())
                    .put("name", IncidentTerms.title(incident)));
    return incident.getParent() == null
        ? finding
        : finding.objects(
            "related_events",
            List.of(new JsonObject().put("uid", incident.getParent()).put("type", "Roll-up")));
  }

  private static List<JsonObject> evidences(Incident incident) {
    List<JsonObject> all = new ArrayList<>();
    for (Evidence one : incident.getEvidence()) {
      JsonObject evidence =
          new JsonObject()
              .put("name", one.getSignal())
              .put("src_endpoint", Ocsf.endpoint(one.getHost()));
      if (incident.getPeer() != null) {
        evidence.put("dst_endpoint", Ocsf.endpoint(incident.getPeer()));
      }
      all.add(
          evidence.put(
              "data",
              new JsonObject()
                  .number("msg", one.getMsg())
                  .put("level", one.getLevel())
                  .put("eventTime", one.getEventTime())
                  .put("text", one.getText())
                  .put("file", one.getFile())
                  .number("line", one.getLine())));
    }
    return all;
  }

  private static List<JsonObject> observables(Incident incident) {
    List<JsonObject> all = new ArrayList<>();
    all.add(Ocsf.observable("device", incident.getHost()));
    if (incident.getPeer() != null && !incident.getEvidence().isEmpty()) {
      all.add(Ocsf.observable("evidences.dst_endpoint", incident.getPeer()));
    }
    return all;
  }

  private static JsonObject unmapped(Incident incident) {
    return new JsonObject()
        .put("revision", incident.getRevision())
        .put("scope", incident.getScope())
        .put("status", incident.getStatus())
        .put("verdict", incident.getVerdict())
        .put("confidence", incident.getConfidence())
        .put("reason", incident.getReason())
        .put("cause", incident.getCause())
        .put("host", incident.getHost())
        .put("peer", incident.getPeer())
        .put("flaps", incident.getFlaps())
        .put("parent", incident.getParent())
        .texts("candidates", incident.getCandidates())
        .texts("nextCommands", incident.getNextCommands());
  }
}
