package org.ikewatch.sink.siem.mapping;

import org.ikewatch.schemas.Incident;
import org.ikewatch.schemas.IncidentJson;

/**
 * An incident with the fields of the Alerts data model of Splunk's Common Information Model, flat,
 * as its searches want them, and the incident as it is under {@code ikewatch}.
 */
final class Cim {
  private Cim() {}

  static JsonObject of(Incident incident) {
    return new JsonObject()
        .put("app", "ikewatch")
        .put("vendor_product", IncidentTerms.VENDOR)
        .put("type", "alert")
        .put("id", incident.getIncidentId())
        .put("signature", IncidentTerms.title(incident))
        .put("signature_id", incident.getVerdict())
        .put("subject", IncidentTerms.summary(incident))
        .put("description", IncidentTerms.message(incident))
        .put("severity", severity(incident))
        .put("severity_id", IncidentTerms.severity(incident))
        .put("dvc", incident.getHost())
        .put("src", incident.getHost())
        .put("dest", incident.getPeer())
        .put("status", incident.getStatus())
        .raw("ikewatch", new IncidentJson().line(incident));
  }

  /** One of the words that the model allows. */
  private static String severity(Incident incident) {
    return switch (IncidentTerms.severity(incident)) {
      case 8 -> "critical";
      case 7 -> "high";
      case 5, 6 -> "medium";
      default -> "informational";
    };
  }
}
