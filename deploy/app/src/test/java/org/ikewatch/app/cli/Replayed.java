package org.ikewatch.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/** What {@code ikewatch replay} left. */
record Replayed(int exitCode, String out, String err) {
  /** Runs the command in this process. */
  static Replayed replay(Object... arguments) {
    Object[] words = Stream.concat(Stream.of("replay"), Stream.of(arguments)).toArray();
    Ran ran = Ran.of(words);
    return new Replayed(ran.exit(), ran.out(), ran.err());
  }

  /** The incidents, from the JSON on standard output. */
  List<JsonNode> incidents() {
    return out.lines().map(Replayed::parse).toList();
  }

  private static JsonNode parse(String line) {
    try {
      return new ObjectMapper().readTree(line);
    } catch (IOException e) {
      throw new AssertionError(line, e);
    }
  }

  /** Host, peer, verdict, confidence and opening of each. */
  List<String> told() {
    return incidents().stream()
        .map(
            it ->
                String.join(
                    " ",
                    it.get("host").asText(),
                    it.get("peer").asText(),
                    it.get("verdict").asText(),
                    it.get("confidence").asText(),
                    it.get("openedAt").asText()))
        .toList();
  }
}
