package org.ikewatch.app.kill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** An Alertmanager: what alerts are firing. */
final class AlertmanagerReceiver extends HttpReceiver {
  private final JsonMapper mapper = new JsonMapper();

  AlertmanagerReceiver() throws IOException {
    super("alertmanager");
  }

  @Override
  public Map<String, String> settings() {
    return Map.of("url", url());
  }

  @Override
  public Optional<String> expects(Story.End end) {
    return end.alarm();
  }

  @Override
  String take(Request request) throws IOException {
    for (JsonNode alert : mapper.readTree(request.body())) {
      String incidentId = alert.at("/labels/incident_id").asText();
      if (Instant.parse(alert.path("endsAt").asText()).isAfter(Instant.now())) {
        heard(incidentId, alert.at("/annotations/revision").asText());
      } else {
        over(incidentId);
      }
    }
    return "";
  }
}
