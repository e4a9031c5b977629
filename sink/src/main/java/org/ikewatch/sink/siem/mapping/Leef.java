package org.ikewatch.sink.siem.mapping;

import java.time.Instant;
import org.ikewatch.schemas.Incident;

/**
 * An incident in the Log Event Extended Format 2.0 (IBM QRadar, "LEEF Format Guide"): a header and
 * {@code key=value} pairs. QRadar tells events apart by event id, here the verdict, and {@code
 * cat}, here the status.
 *
 * <p>The format has no escapes: a value must not hold the delimiter. It is the caret, which no
 * audit record holds and, unlike the tab of the older version, no relay rewrites; where one is
 * there all the same it becomes a space, as does every control character.
 */
final class Leef {
  private static final char DELIMITER = '^';

  private final StringBuilder out = new StringBuilder(512);

  /** Where the header ends. */
  private int header;

  private Leef() {}

  /** The incident as one line, without a line end. */
  static String line(Incident incident) {
    return new Leef().write(incident);
  }

  private String write(Incident incident) {
    out.append("LEEF:2.0|")
        .append(IncidentTerms.VENDOR)
        .append('|')
        .append(IncidentTerms.PRODUCT)
        .append('|')
        .append(IncidentTerms.VERSION)
        .append('|')
        .append(incident.getVerdict().name())
        .append('|')
        .append(DELIMITER)
        .append('|');
    header = out.length();
    time("devTime", incident.getUpdatedAt());
    value("cat", incident.getStatus().name());
    value("sev", String.valueOf(IncidentTerms.severity(incident)));
    value("identHostName", incident.getHost());
    peer(incident.getPeer());
    value("incidentId", incident.getIncidentId());
    value("revision", String.valueOf(incident.getRevision()));
    value("scope", incident.getScope().name());
    value("confidence", incident.getConfidence().name());
    value("cause", incident.getCause().name());
    if (incident.getReason() != null) {
      value("reason", incident.getReason().name());
    }
    time("openedAt", incident.getOpenedAt());
    time("resolvedAt", incident.getResolvedAt());
    value("attempts", String.valueOf(incident.getAttempts()));
    value("flaps", String.valueOf(incident.getFlaps()));
    if (incident.getParent() != null) {
      value("parent", incident.getParent());
    }
    value("msg", IncidentTerms.message(incident));
    return out.toString();
  }

  private void peer(String peer) {
    if (peer != null) {
      boolean address = Addresses.isAddress(peer);
      value(address ? "dst" : "peer", peer);
    }
  }

  private void time(String key, Instant time) {
    if (time != null) {
      value(key, String.valueOf(time.toEpochMilli()));
    }
  }

  private void value(String key, String value) {
    if (out.length() > header) {
      out.append(DELIMITER);
    }
    out.append(key).append('=');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      out.append(c == DELIMITER || IncidentTerms.isControl(c) ? ' ' : c);
    }
  }
}
