package org.ikewatch.sink.siem.mapping;

import static java.util.stream.Collectors.joining;
import static org.ikewatch.sink.settings.Setting.optional;

import java.util.List;
import java.util.Locale;
import org.ikewatch.schemas.Incident;
import org.ikewatch.schemas.IncidentJson;
import org.ikewatch.sink.settings.Setting;

/** The forms in which an incident is delivered, each on one line. */
public enum Payload {
  JSON("whole, as its contract names it"),
  ECS("Elastic Common Schema " + Ecs.VERSION),
  OCSF("a Detection Finding of OCSF " + Ocsf.VERSION),
  CIM("the fields of Splunk's Alerts data model"),
  CEF("ArcSight, Sentinel"),
  LEEF("QRadar");

  private final String meaning;

  Payload(String meaning) {
    this.meaning = meaning;
  }

  /** The incident as one line, without a line end. */
  public String line(Incident incident) {
    return switch (this) {
      case JSON -> new IncidentJson().line(incident);
      case ECS -> Ecs.of(incident).line();
      case OCSF -> OcsfFinding.of(incident).line();
      case CIM -> Cim.of(incident).line();
      case CEF -> Cef.line(incident);
      case LEEF -> Leef.line(incident);
    };
  }

  /** The setting {@code format}: one of these, the first where nothing is said. */
  public static Setting<Payload> setting(String meaning, Payload... choice) {
    List<Payload> known = List.of(choice);
    return optional(
        "format",
        known.get(0).text(),
        meaning
            + ": "
            + known.stream()
                .map(one -> "`" + one.text() + "` (" + one.meaning + ")")
                .collect(joining(", "))
            + ".",
        text -> parse(text, known));
  }

  private static Payload parse(String text, List<Payload> known) {
    return known.stream()
        .filter(one -> one.text().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "'"
                        + text
                        + "' is none of "
                        + known.stream().map(Payload::text).collect(joining(", "))));
  }

  private String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
