package org.ikewatch.sink.siem.mapping;

import java.time.Instant;
import org.ikewatch.schemas.Incident;
import org.ikewatch.schemas.Truncation;

/**
 * An incident in the Common Event Format, version 0 (ArcSight, "Implementing ArcSight CEF",
 * revision 25): a header of seven fields and an extension of {@code key=value}.
 *
 * <p>In the header {@code \} and {@code |} are escaped, in values {@code \}, {@code =} and line
 * ends. No other control character may be there: each becomes a space.
 */
final class Cef {
  /** The dictionary's limits, in characters. */
  private static final int MESSAGE = 1023;

  private static final int HOST = 100;

  private final StringBuilder out = new StringBuilder(512);

  /** Where the header ends. */
  private int header;

  private Cef() {}

  /** The incident as one line, without a line end. */
  static String line(Incident incident) {
    return new Cef().write(incident);
  }

  private String write(Incident incident) {
    out.append("CEF:0");
    header(IncidentTerms.VENDOR);
    header(IncidentTerms.PRODUCT);
    header(IncidentTerms.VERSION);
    header(incident.getVerdict().name());
    header(IncidentTerms.title(incident));
    header(String.valueOf(IncidentTerms.severity(incident)));
    out.append('|');
    header = out.length();
    value("rt", incident.getUpdatedAt());
    value("start", incident.getOpenedAt());
    value("end", incident.getResolvedAt());
    value("externalId", incident.getIncidentId());
    value("dvchost", Truncation.truncate(incident.getHost(), HOST));
    peer(incident.getPeer());
    value("cnt", String.valueOf(incident.getAttempts()));
    custom("cn1", "revision", String.valueOf(incident.getRevision()));
    custom("cn2", "flaps", String.valueOf(incident.getFlaps()));
    custom("cs1", "status", incident.getStatus().name());
    custom("cs2", "scope", incident.getScope().name());
    custom("cs3", "confidence", incident.getConfidence().name());
    custom("cs4", "cause", incident.getCause().name());
    custom("cs5", "reason", incident.getReason() == null ? null : incident.getReason().name());
    custom("cs6", "parent", incident.getParent());
    value("msg", Truncation.truncate(IncidentTerms.message(incident), MESSAGE));
    return out.toString();
  }

  private void peer(String peer) {
    if (peer == null) {
      return;
    }
    if (Addresses.isIpv4(peer)) {
      value("dst", peer);
    } else if (Addresses.isIpv6(peer)) {
      // The dictionary keeps dst for IPv4.
      custom("c6a3", "Destination IPv6 Address", peer);
    } else {
      value("dhost", peer);
    }
  }

  private void header(String field) {
    out.append('|');
    for (int i = 0; i < field.length(); i++) {
      char c = field.charAt(i);
      if (c == '\\' || c == '|') {
        out.append('\\');
      }
      out.append(IncidentTerms.isControl(c) ? ' ' : c);
    }
  }

  private void custom(String key, String label, String value) {
    if (value != null) {
      value(key + "Label", label);
      value(key, value);
    }
  }

  private void value(String key, Instant time) {
    if (time != null) {
      value(key, String.valueOf(time.toEpochMilli()));
    }
  }

  private void value(String key, String value) {
    if (out.length() > header) {
      out.append(' ');
    }
    out.append(key).append('=');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '\\', '=' -> out.append('\\').append(c);
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        default -> out.append(IncidentTerms.isControl(c) ? ' ' : c);
      }
    }
  }
}
