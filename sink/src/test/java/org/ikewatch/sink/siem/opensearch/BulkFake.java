package org.ikewatch.sink.siem.opensearch;

import static org.ikewatch.sink.siem.http.FaultyServer.answer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.ikewatch.sink.siem.http.FaultyServer.Fault;
import org.ikewatch.sink.siem.http.FaultyServer.Request;

/** An index with external versions, as strict as the bulk API. */
public final class BulkFake implements Function<Request, Fault> {
  private final JsonMapper mapper = new JsonMapper();
  private final Map<String, Long> versions = new ConcurrentHashMap<>();
  private final Map<String, Integer> statuses = new ConcurrentHashMap<>();
  private volatile String template = "";

  /** The version of each document. */
  public Map<String, Long> versions() {
    return versions;
  }

  /** The template that was put there; empty for none. */
  String template() {
    return template;
  }

  /** From now on this document meets this status. */
  public BulkFake answering(String id, int status) {
    statuses.put(id, status);
    return this;
  }

  @Override
  public Fault apply(Request request) {
    if (request.method().equals("PUT")
        && request.path().equals("/hook/_index_template/incidents")) {
      template = request.body();
      return answer(200, "{\"acknowledged\":true}");
    }
    if (!request.path().startsWith("/hook/incidents/_bulk?")) {
      return answer(404, "no such path");
    }
    if (!request.headers().getOrDefault("content-type", "").equals("application/x-ndjson")) {
      return answer(406, "Content-Type header is not supported");
    }
    if (!request.body().endsWith("\n")) {
      return answer(400, "The bulk request must be terminated by a newline [\\n]");
    }
    try {
      return index(request.body().lines().toList());
    } catch (JsonProcessingException e) {
      return answer(400, "Malformed action/metadata line");
    }
  }

  private Fault index(List<String> lines) throws JsonProcessingException {
    List<String> items = new ArrayList<>();
    for (int i = 0; i < lines.size(); i += 2) {
      JsonNode action = mapper.readTree(lines.get(i)).path("index");
      mapper.readTree(lines.get(i + 1));
      items.add(item(action.path("_id").asText(), action));
    }
    return answer(200, "{\"items\":[" + String.join(",", items) + "]}");
  }

  private String item(String id, JsonNode action) {
    int fault = statuses.getOrDefault(id, 0);
    if (fault != 0) {
      return failed(fault, fault == 429 ? "rejected_execution_exception" : "an_exception");
    }
    if (!action.path("version_type").asText().equals("external")) {
      return failed(400, "action_request_validation_exception");
    }
    long version = action.path("version").asLong();
    Long before = versions.get(id);
    if (before != null && before >= version) {
      return failed(409, "version_conflict_engine_exception");
    }
    versions.put(id, version);
    return "{\"index\":{\"status\":" + (before == null ? 201 : 200) + "}}";
  }

  private static String failed(int status, String type) {
    return "{\"index\":{\"status\":%d,\"error\":{\"type\":\"%s\",\"reason\":\"so it is\"}}}"
        .formatted(status, type);
  }
}
