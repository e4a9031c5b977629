package org.ikewatch.app.kill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An index with external versions. */
final class OpenSearchReceiver extends HttpReceiver {
  private final JsonMapper mapper = new JsonMapper();

  OpenSearchReceiver() throws IOException {
    super("opensearch");
  }

  @Override
  public Map<String, String> settings() {
    return Map.of("url", url());
  }

  @Override
  public Optional<String> expects(Story.End end) {
    return end.everything();
  }

  @Override
  String take(Request request) throws IOException {
    if (!request.path().contains("/_bulk?")) {
      return "{\"acknowledged\":true}";
    }
    List<String> lines = request.body().lines().toList();
    List<String> items = new ArrayList<>();
    for (int i = 0; i < lines.size(); i += 2) {
      JsonNode action = mapper.readTree(lines.get(i)).path("index");
      items.add("{\"index\":{\"status\":%d}}".formatted(index(action)));
    }
    return "{\"items\":[" + String.join(",", items) + "]}";
  }

  private synchronized int index(JsonNode action) {
    String id = action.path("_id").asText();
    int version = action.path("version").asInt();
    if (Integer.parseInt(lastWord(id).orElse("0")) >= version) {
      return 409;
    }
    heard(id, String.valueOf(version));
    return 201;
  }
}
