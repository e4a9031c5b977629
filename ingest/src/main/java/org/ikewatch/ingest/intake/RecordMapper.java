package org.ikewatch.ingest.intake;

import java.time.Instant;
import org.ikewatch.ingest.audit.AuditHeader;
import org.ikewatch.ingest.audit.Level;
import org.ikewatch.schemas.AuditLevel;
import org.ikewatch.schemas.AuditRecord;
import org.ikewatch.schemas.RecordKind;

/** Writes entries in the words of the contract. */
public final class RecordMapper {
  private RecordMapper() {}

  /** The entry as the contract's record. */
  public static AuditRecord toAvro(AuditEntry entry) {
    AuditHeader header = entry.header();
    Origin origin = entry.origin();
    AuditRecord out = new AuditRecord();
    out.setKind(RecordKind.RECORD);
    out.setHost(origin.host().name());
    out.setSender(origin.sender());
    out.setReceivedAt(Instant.ofEpochMilli(entry.receivedAt()));
    out.setEventTime(Instant.ofEpochMilli(entry.eventTime()));
    out.setEventTimeSource(entry.eventTimeSource());
    out.setProduct(nullIfEmpty(entry.product()));
    out.setMsg(header.isMissing() ? null : header.msg());
    out.setEntity(header.isMissing() ? null : header.entity());
    out.setLevel(level(header.level()));
    out.setSignal(entry.match().signal());
    out.setPeer(nullIfEmpty(entry.peer()));
    out.setLocal(nullIfEmpty(entry.local()));
    out.setAttributes(entry.match().attributes());
    out.setText(entry.text().text());
    out.setFlags(entry.flags());
    out.setFile(nullIfEmpty(entry.file()));
    if (!origin.isLive()) {
      out.setLine(entry.line());
    }
    out.setStructuredData(nullIfEmpty(entry.structuredData()));
    entry.sequence().ifPresent(out::setSequence);
    return out;
  }

  private static String nullIfEmpty(String text) {
    return text.isEmpty() ? null : text;
  }

  /** The level as the contract names it. */
  public static AuditLevel level(Level level) {
    return switch (level) {
      case ALERT -> AuditLevel.ALERT;
      case ERROR -> AuditLevel.ERROR;
      case WARNING -> AuditLevel.WARNING;
      case INFORMATIVE -> AuditLevel.INFORMATIVE;
      case DEBUG -> AuditLevel.DEBUG;
      case UNKNOWN -> AuditLevel.UNKNOWN;
    };
  }
}
