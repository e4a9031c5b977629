package org.ikewatch.app.kill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** Splunk's HTTP Event Collector, which acknowledges what it has. */
final class SplunkReceiver extends HttpReceiver {
  private final JsonMapper mapper = new JsonMapper();

  SplunkReceiver() throws IOException {
    super("splunk");
  }

  @Override
  public Map<String, String> settings() {
    return Map.of("url", url(), "token", "s3cret", "ack", "1m");
  }

  @Override
  public Optional<String> expects(Story.End end) {
    return end.withdrawn();
  }

  @Override
  String take(Request request) throws IOException {
    if (request.path().contains("/ack?")) {
      return "{\"acks\":{\"0\":true}}";
    }
    try (MappingIterator<JsonNode> events =
        mapper.readerFor(JsonNode.class).readValues(request.body())) {
      while (events.hasNext()) {
        JsonNode fields = events.next().path("fields");
        heard(fields.path("incidentId").asText(), fields.path("revision").asText());
      }
    }
    return "{\"text\":\"Success\",\"code\":0,\"ackId\":0}";
  }
}
