package org.ikewatch.ingest.publish;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import org.ikewatch.ingest.audit.AssembledRecord;
import org.ikewatch.ingest.audit.AuditHeader;
import org.ikewatch.ingest.audit.AuditLine;
import org.ikewatch.ingest.audit.Claims;
import org.ikewatch.ingest.audit.Level;
import org.ikewatch.ingest.audit.Match;
import org.ikewatch.ingest.audit.Receipt;
import org.ikewatch.ingest.audit.Span;
import org.ikewatch.ingest.audit.SyslogStamp;
import org.ikewatch.ingest.host.HostDefaults;
import org.ikewatch.ingest.host.HostDirectory;
import org.ikewatch.ingest.intake.AuditEntry;
import org.ikewatch.ingest.intake.Origin;

/** Entries to be published. */
final class Entries {
  static final Instant NOW = Instant.parse("2002-03-15T12:14:30Z");
  static final Origin ORIGIN =
      new Origin(
          HostDirectory.empty(HostDefaults.UTC).resolve("hpux042", "15.1.1.42"), "15.1.1.42", "");

  private static final Match TIMEOUT = new Match("MM_TIMEOUT", "15.2.2.2", "", Map.of());
  private static final Span TEXT = Span.of("MM negotiation timeout, src 15.2.2.2");

  private Entries() {}

  /** An entry of so many lines. */
  static AuditEntry ofLines(int lines) {
    AuditHeader header =
        new AuditHeader(
            413, "IKMPD", Level.ERROR, NOW.getEpochSecond(), AuditHeader.MISSING.event());
    return new AuditEntry(
        new AssembledRecord(
            header, TEXT, TIMEOUT, Set.of(), Collections.nCopies(lines, line(NOW, Claims.NONE, 0))),
        ORIGIN);
  }

  /** A line that came at this time, which claims this, from this line of a file. */
  static AuditLine line(Instant at, Claims claims, long number) {
    return new AuditLine(
        TEXT,
        TEXT,
        at.toEpochMilli(),
        SyslogStamp.NONE,
        claims,
        number,
        false,
        false,
        Receipt.NONE);
  }
}
