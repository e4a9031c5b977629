package org.ikewatch.sink.siem.pagerduty;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Optional;
import org.ikewatch.schemas.Incident;
import org.ikewatch.schemas.Scope;
import org.ikewatch.schemas.Status;
import org.ikewatch.schemas.Truncation;
import org.ikewatch.sink.siem.mapping.IncidentDetails;
import org.ikewatch.sink.siem.mapping.IncidentLink;
import org.ikewatch.sink.siem.mapping.IncidentTerms;
import org.ikewatch.sink.siem.mapping.JsonObject;

/** An incident as an event of PagerDuty's Events API v2, within its limits. */
final class PagerDutyEvent {
  private static final int SUMMARY = 1024;
  private static final int DEDUP_KEY = 255;

  /** The service takes 512 KB, which it does not count as we do. */
  private static final int LONGEST = 500_000;

  /** How much of the details is kept, tried in this order until the event is short enough. */
  private static final List<Integer> KEPT = List.of(Integer.MAX_VALUE, 100, 10, 1, 0);

  private PagerDutyEvent() {}

  /** The event as JSON. */
  static String of(Incident incident, String routingKey, Optional<IncidentLink> link) {
    JsonObject event =
        new JsonObject()
            .put("routing_key", routingKey)
            .put("dedup_key", Truncation.truncate(incident.getIncidentId(), DEDUP_KEY));
    if (incident.getStatus() != Status.OPEN) {
      return event.put("event_action", "resolve").line();
    }
    event.put("event_action", "trigger").put("client", IncidentTerms.PRODUCT);
    link.ifPresent(
        to ->
            event
                .put("client_url", to.to(incident))
                .objects(
                    "links",
                    List.of(
                        new JsonObject()
                            .put("href", to.to(incident))
                            .put("text", "The incident"))));
    String line = "";
    for (int kept : KEPT) {
      line = event.put("payload", payload(incident, kept)).line();
      if (line.getBytes(UTF_8).length <= LONGEST) {
        return line;
      }
    }
    return line;
  }

  private static JsonObject payload(Incident incident, int kept) {
    return new JsonObject()
        .put("summary", Truncation.truncate(IncidentTerms.summary(incident), SUMMARY))
        // The service refuses an event without one.
        .put("source", incident.getHost().isEmpty() ? IncidentTerms.PRODUCT : incident.getHost())
        .put("severity", severity(incident))
        .put("timestamp", incident.getUpdatedAt())
        .put("component", incident.getPeer())
        .put("group", incident.getScope())
        .put("class", incident.getVerdict())
        .put("custom_details", IncidentDetails.of(incident, kept));
  }

  private static String severity(Incident incident) {
    if (incident.getScope() != Scope.PEER) {
      return "critical";
    }
    return switch (incident.getVerdict()) {
      case MM_FAILURE, QM_TRIGGERED_DELETE -> "error";
      case QM_FAILURE, UNDETERMINED -> "warning";
    };
  }
}
