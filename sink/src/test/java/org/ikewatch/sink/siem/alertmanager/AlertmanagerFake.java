package org.ikewatch.sink.siem.alertmanager;

import static org.ikewatch.sink.siem.http.FaultyServer.answer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.ikewatch.sink.siem.http.FaultyServer.Fault;
import org.ikewatch.sink.siem.http.FaultyServer.Request;

/** The API v2 of Alertmanager: alerts are told apart by their labels and end when they say. */
public final class AlertmanagerFake implements Function<Request, Fault> {
  private final Map<String, JsonNode> alerts = new ConcurrentHashMap<>();
  private final Predicate<JsonNode> invalid;

  /** One that takes what this does not say of. */
  public AlertmanagerFake(Predicate<JsonNode> invalid) {
    this.invalid = invalid;
  }

  /** The alerts that fire then, by incident id: the annotated revision of each. */
  public Map<String, String> firing(Instant then) {
    Map<String, String> firing = new TreeMap<>();
    alerts
        .values()
        .forEach(
            alert -> {
              if (Instant.parse(alert.path("endsAt").asText()).isAfter(then)) {
                firing.put(
                    alert.at("/labels/incident_id").asText(),
                    alert.at("/annotations/revision").asText());
              }
            });
    return firing;
  }

  /** It is started anew, and knows nothing. */
  void restart() {
    alerts.clear();
  }

  @Override
  public Fault apply(Request request) {
    if (!request.path().equals("/hook/api/v2/alerts")) {
      return answer(404, "path /hook was not found");
    }
    try {
      JsonNode posted = new JsonMapper().readTree(request.body());
      for (JsonNode alert : posted) {
        Instant startsAt = Instant.parse(alert.path("startsAt").asText());
        Instant endsAt = Instant.parse(alert.path("endsAt").asText());
        if (endsAt.isBefore(startsAt)) {
          return answer(400, "\"start time must be before end time\"");
        }
        if (!alert.path("labels").has("alertname") || invalid.test(alert) || !isText(alert)) {
          return answer(400, "\"invalid label set\"");
        }
      }
      posted.forEach(alert -> alerts.put(alert.path("labels").toString(), alert));
      return answer(200);
    } catch (JsonProcessingException e) {
      return answer(400, "{\"code\":400,\"message\":\"parsing alerts body failed\"}");
    }
  }

  private static boolean isText(JsonNode alert) {
    for (String set : new String[] {"labels", "annotations"}) {
      for (Map.Entry<String, JsonNode> one : alert.path(set).properties()) {
        if (!one.getValue().isTextual() || !one.getKey().matches("[a-zA-Z_][a-zA-Z0-9_]*")) {
          return false;
        }
      }
    }
    return true;
  }
}
