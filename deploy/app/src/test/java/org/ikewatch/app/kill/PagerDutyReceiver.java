package org.ikewatch.app.kill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** PagerDuty, which is told now and then how each incident stands: what alerts are open. */
final class PagerDutyReceiver extends HttpReceiver {
  private final JsonMapper mapper = new JsonMapper();

  PagerDutyReceiver() throws IOException {
    super("pagerduty");
  }

  @Override
  public Map<String, String> settings() {
    return Map.of("url", url(), "routing-key", "s3cret", "digest", "1s");
  }

  @Override
  public Optional<String> expects(Story.End end) {
    return end.alarm();
  }

  @Override
  String take(Request request) throws IOException {
    JsonNode event = mapper.readTree(request.body());
    String key = event.path("dedup_key").asText();
    if (event.path("event_action").asText().equals("trigger")) {
      heard(key, event.at("/payload/custom_details/revision").asText());
    } else {
      over(key);
    }
    return "{\"status\":\"success\"}";
  }
}
