package org.ikewatch.sink.siem;

import java.util.Arrays;
import java.util.Locale;
import org.ikewatch.schemas.Incident;
import org.ikewatch.schemas.IncidentJson;

/** What stands in a message of syslog: an incident on one line. */
enum Payload {
  JSON,
  CEF,
  LEEF;

  /** The incident as one line, without a line end. */
  String line(Incident incident) {
    return switch (this) {
      case JSON -> new IncidentJson().line(incident);
      case CEF -> Cef.line(incident);
      case LEEF -> Leef.line(incident);
    };
  }

  /** The payload that a setting names. */
  static Payload parse(String text) {
    return Arrays.stream(values())
        .filter(known -> known.name().toLowerCase(Locale.ROOT).equals(text))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("'" + text + "' is none of json, cef, leef"));
  }
}
