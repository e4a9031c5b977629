package org.ikewatch.sink.siem.syslog;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.time.temporal.ChronoUnit;
import org.ikewatch.schemas.Incident;
import org.ikewatch.schemas.Status;
import org.ikewatch.schemas.Truncation;
import org.ikewatch.schemas.Verdict;
import org.ikewatch.sink.siem.mapping.Payload;

/**
 * Messages of syslog (RFC 5424), octet-counted (RFC 6587 section 3.4.1, RFC 5425): the host is the
 * one the incident is about, the time its newest record's, MSGID the verdict.
 */
final class Rfc5424 {
  private static final int HOSTNAME = 255;
  private static final int SEVERITIES = 8;

  private final int facility;
  private final Payload payload;

  /**
   * Messages of this kind.
   *
   * @param facility 0 to 23 (RFC 5424 table 1)
   */
  Rfc5424(int facility, Payload payload) {
    this.facility = facility;
    this.payload = payload;
  }

  /** Appends the incident as one frame. */
  void frame(Incident incident, ByteArrayOutputStream out) {
    byte[] message = message(incident).getBytes(UTF_8);
    out.writeBytes((message.length + " ").getBytes(US_ASCII));
    out.writeBytes(message);
  }

  private String message(Incident incident) {
    return "<%d>1 %s %s ikewatch - %s - %s"
        .formatted(
            facility * SEVERITIES + severity(incident),
            incident.getUpdatedAt().truncatedTo(ChronoUnit.MILLIS),
            hostname(incident.getHost()),
            incident.getVerdict().name(),
            payload.line(incident));
  }

  /** Error while it goes on, warning where that is not certain, notice when it is over. */
  private static int severity(Incident incident) {
    if (incident.getStatus() != Status.OPEN) {
      return 5;
    }
    return incident.getVerdict() == Verdict.UNDETERMINED ? 4 : 3;
  }

  /** Printable ASCII without spaces, as the RFC wants it. */
  private static String hostname(String host) {
    String printable = Truncation.truncate(host, HOSTNAME).replaceAll("[^!-~]", "?");
    return printable.isEmpty() ? "-" : printable;
  }
}
