package org.ikewatch.sink.siem.splunk;

import static org.ikewatch.sink.siem.http.FaultyServer.answer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Predicate;
import org.ikewatch.sink.siem.http.FaultyServer.Fault;
import org.ikewatch.sink.siem.http.FaultyServer.Request;

/**
 * A collector as strict as Splunk's, with its codes. Acknowledges a batch when it is asked twice.
 */
public final class HecFake implements Function<Request, Fault> {
  private final JsonMapper mapper = new JsonMapper();
  private final List<JsonNode> indexed = new CopyOnWriteArrayList<>();
  private final Set<Integer> asked = new HashSet<>();
  private final Predicate<JsonNode> invalid;
  private boolean acknowledging;
  private int batches;

  /** A collector that takes what this does not say of. */
  public HecFake(Predicate<JsonNode> invalid) {
    this.invalid = invalid;
  }

  HecFake acknowledging() {
    acknowledging = true;
    return this;
  }

  /** What it took. */
  public List<JsonNode> indexed() {
    return indexed;
  }

  @Override
  public Fault apply(Request request) {
    String authorization = request.headers().getOrDefault("authorization", "");
    if (authorization.isEmpty()) {
      return code(401, 2, "Token is required");
    }
    if (!authorization.startsWith("Splunk ")) {
      return code(401, 3, "Invalid authorization");
    }
    if (!authorization.equals("Splunk s3cret")) {
      return code(403, 4, "Invalid token");
    }
    if (acknowledging && !request.headers().containsKey("x-splunk-request-channel")) {
      return code(400, 10, "Data channel is missing");
    }
    String path = request.path().split("\\?", 2)[0];
    if (path.equals("/hook/services/collector/ack")) {
      return acknowledge(request);
    }
    return path.equals("/hook/services/collector/event")
        ? take(request)
        : answer(
            404, "{\"text\":\"The requested URL was not found on this server.\",\"code\":404}");
  }

  private Fault take(Request request) {
    List<JsonNode> events = new ArrayList<>();
    try (MappingIterator<JsonNode> all =
        mapper.readerFor(JsonNode.class).readValues(request.body())) {
      while (all.hasNext()) {
        JsonNode event = all.next();
        if (!event.has("event")) {
          return invalid(12, "Event field is required", events.size());
        }
        if (!event.path("time").isNumber() || invalid.test(event)) {
          return invalid(6, "Invalid data format", events.size());
        }
        if (event.path("index").asText("main").equals("secret")) {
          return invalid(7, "Incorrect index", events.size());
        }
        events.add(event);
      }
    } catch (IOException e) {
      return invalid(6, "Invalid data format", events.size());
    }
    if (events.isEmpty()) {
      return code(400, 5, "No data");
    }
    indexed.addAll(events);
    return answer(
        200,
        "{\"text\":\"Success\",\"code\":0"
            + (acknowledging ? ",\"ackId\":" + batches++ : "")
            + "}");
  }

  private Fault acknowledge(Request request) {
    if (!acknowledging) {
      return code(400, 14, "ACK is disabled");
    }
    int id = Integer.parseInt(request.body().replaceAll("\\D", ""));
    boolean known = !asked.add(id) && id < batches;
    return answer(200, "{\"acks\":{\"" + id + "\":" + known + "}}");
  }

  static Fault code(int status, int code, String text) {
    return answer(status, "{\"text\":\"" + text + "\",\"code\":" + code + "}");
  }

  private static Fault invalid(int code, String text, int place) {
    return answer(
        400,
        "{\"text\":\"" + text + "\",\"code\":" + code + ",\"invalid-event-number\":" + place + "}");
  }
}
