package org.ikewatch.app.replay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.ikewatch.schemas.AuditRecord;

/** The page on verdicts, whose table is made of the cases. */
final class VerdictsPage {
  static final String BEGIN = "<!-- cases: begin -->\n";
  static final String END = "<!-- cases: end -->\n";

  private static final String HEAD =
      """
      | scenario | dialect | records in order | verdict | source | case |
      |---|---|---|---|---|---|
      """;

  private final Path file;
  private final Path cases;

  /** A page at {@code file} on the cases in this directory, which is at or below the page's. */
  VerdictsPage(Path file, Path cases) {
    this.file = file;
    this.cases = cases;
  }

  /** What the page should hold: its own text around the table of the cases as they are now. */
  String upToDate() throws IOException {
    String text = Files.readString(file);
    int begin = text.indexOf(BEGIN);
    int end = text.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new IllegalStateException(file + " has no place for the table");
    }
    return text.substring(0, begin + BEGIN.length()) + table() + text.substring(end);
  }

  /** Brings the page up to date. */
  void write() throws IOException {
    Files.writeString(file, upToDate());
  }

  private String table() throws IOException {
    StringBuilder table = new StringBuilder(HEAD);
    try (Stream<Path> files = Files.list(cases)) {
      files.sorted().forEach(one -> table.append(row(one)));
    }
    return table.toString();
  }

  private String row(Path one) {
    Case scenario = Case.read(one);
    String name = String.valueOf(one.getFileName()).replace(".yaml", "");
    String path =
        String.valueOf(file.toAbsolutePath().getParent().relativize(one.toAbsolutePath()));
    String link = "[" + name + "](" + path.replace('\\', '/') + ")";
    return "| "
        + String.join(
            " | ",
            scenario.title(),
            scenario.dialect(),
            records(scenario),
            verdicts(scenario),
            scenario.source(),
            link)
        + " |\n";
  }

  /** The signals of each host's records; those of several hosts under the hosts' names. */
  private static String records(Case scenario) {
    Map<String, List<String>> byHost = new TreeMap<>();
    for (AuditRecord one : new CaseCheck().records(scenario)) {
      byHost.computeIfAbsent(one.getHost(), host -> new ArrayList<>()).add(signal(one));
    }
    if (byHost.size() == 1) {
      return counted(byHost.values().iterator().next());
    }
    List<String> hosts = new ArrayList<>();
    byHost.forEach((host, signals) -> hosts.add(host + ": " + counted(signals)));
    return String.join("; ", hosts);
  }

  private static String signal(AuditRecord one) {
    Map<String, String> attributes = one.getAttributes();
    return switch (one.getSignal()) {
      case "IKEV2_STATE" -> attributes.get("fromState") + " → " + attributes.get("toState");
      case "MESSAGE_REPEATED" -> "repeated " + attributes.get("count") + " times";
      default -> one.getSignal();
    };
  }

  /** The signals with runs of the same one counted. */
  private static String counted(List<String> signals) {
    List<String> runs = new ArrayList<>();
    int from = 0;
    for (int i = 1; i <= signals.size(); i++) {
      if (i == signals.size() || !signals.get(i).equals(signals.get(from))) {
        runs.add(i - from == 1 ? signals.get(from) : (i - from) + " × " + signals.get(from));
        from = i;
      }
    }
    return String.join(", ", runs);
  }

  private static String verdicts(Case scenario) {
    List<String> verdicts = scenario.incidents().stream().map(VerdictsPage::verdict).toList();
    return verdicts.isEmpty() ? "nothing" : String.join("; ", verdicts);
  }

  private static String verdict(Map<String, Object> incident) {
    StringBuilder verdict = new StringBuilder();
    verdict.append(incident.get("verdict")).append(' ').append(incident.get("confidence"));
    if (incident.get("reason") != null) {
      verdict.append(' ').append(incident.get("reason"));
    }
    return verdict.append("RESOLVED".equals(incident.get("status")) ? ", resolved" : "").toString();
  }
}
