package org.ikewatch.sink.siem.pagerduty;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.ikewatch.sink.siem.http.FaultyServer.answer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.ikewatch.sink.siem.http.FaultyServer.Fault;
import org.ikewatch.sink.siem.http.FaultyServer.Request;

/** The Events API v2, as strict as it is documented, with the alerts it keeps. */
public final class PagerDutyFake implements Function<Request, Fault> {
  private static final Set<String> SEVERITIES = Set.of("critical", "error", "warning", "info");

  private final Map<String, JsonNode> open = new ConcurrentHashMap<>();
  private final Predicate<JsonNode> invalid;

  /** A service that takes what this does not say of. */
  public PagerDutyFake(Predicate<JsonNode> invalid) {
    this.invalid = invalid;
  }

  /** The alerts that are open, by their dedup key: the event of each. */
  public Map<String, JsonNode> open() {
    return open;
  }

  @Override
  public Fault apply(Request request) {
    if (request.body().getBytes(UTF_8).length > 512 * 1024) {
      return answer(413, "Payload Too Large");
    }
    JsonNode event;
    try {
      event = new JsonMapper().readTree(request.body());
    } catch (JsonProcessingException e) {
      return answer(400, "{\"status\":\"Unrecognized object\"}");
    }
    List<String> errors = new ArrayList<>();
    if (!event.path("routing_key").asText().equals("s3cret")) {
      errors.add("'routing_key' is invalid");
    }
    String key = event.path("dedup_key").asText();
    require(!key.isEmpty() && key.length() <= 255, "'dedup_key'", errors);
    boolean resolve = event.path("event_action").asText().equals("resolve");
    if (!resolve) {
      require(event.path("event_action").asText().equals("trigger"), "'event_action'", errors);
      JsonNode payload = event.path("payload");
      int summary = payload.path("summary").asText().length();
      require(summary > 0 && summary <= 1024, "'payload.summary'", errors);
      require(!payload.path("source").asText().isEmpty(), "'payload.source'", errors);
      require(SEVERITIES.contains(payload.path("severity").asText()), "'payload.severity'", errors);
    }
    require(!invalid.test(event), "'payload'", errors);
    if (!errors.isEmpty()) {
      return answer(
          400,
          "{\"status\":\"invalid event\",\"message\":\"Event object is invalid\",\"errors\":[\""
              + String.join("\",\"", errors)
              + "\"]}");
    }
    if (resolve) {
      open.remove(key);
    } else {
      open.put(key, event);
    }
    return answer(
        202,
        "{\"status\":\"success\",\"message\":\"Event processed\",\"dedup_key\":\"" + key + "\"}");
  }

  private static void require(boolean condition, String what, List<String> errors) {
    if (!condition) {
      errors.add(what + " is missing or invalid");
    }
  }
}
