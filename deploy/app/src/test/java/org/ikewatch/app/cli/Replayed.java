package org.ikewatch.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

/** What {@code ikewatch replay} left. */
record Replayed(int exitCode, String out, String err) {
  /** Runs the command in this process. */
  static Replayed replay(Object... arguments) {
    PrintStream before = System.out;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    StringWriter err = new StringWriter();
    System.setOut(new PrintStream(out, true, UTF_8));
    try {
      String[] words = new String[arguments.length + 1];
      words[0] = "replay";
      for (int i = 0; i < arguments.length; i++) {
        words[i + 1] = arguments[i].toString();
      }
      int exitCode = Ikewatch.commandLine().setErr(new PrintWriter(err)).execute(words);
      return new Replayed(exitCode, out.toString(UTF_8), err.toString());
    } finally {
      System.setOut(before);
    }
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
