package org.ikewatch.sink.siem.mapping;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.ikewatch.schemas.AuditLevel;
import org.ikewatch.schemas.AuditRecord;
import org.ikewatch.schemas.EventTimeSource;

/** Audit records for tests: one of each kind that a mapping treats differently. */
public final class RecordSamples {
  private static final Instant WRITTEN = Instant.parse("2002-03-15T07:14:18Z");

  private RecordSamples() {}

  public static List<AuditRecord> records() {
    AuditRecord failed = record("MM_TIMEOUT", AuditLevel.ERROR);
    failed.setText("MM negotiation timeout, src 15.2.2.2");
    AuditRecord up = record("PHASE1_ESTABLISHED", AuditLevel.INFORMATIVE);
    up.setLocal("2001:db8::42");
    up.setPeer("2001:db8::1");
    up.setAttributes(Map.of("cookies", "a:b"));
    AuditRecord down = record("PHASE1_SA_DELETED", AuditLevel.WARNING);
    AuditRecord lost = record("UNKNOWN_TEXT", AuditLevel.UNKNOWN);
    lost.setHost("15.1.1.42");
    lost.setPeer(null);
    lost.setMsg(null);
    lost.setEntity(null);
    lost.setFlags(List.of("HEADER_MISSING", "INVALID_UTF8"));
    lost.setText("gibberish\r\n\u001b[2J \u20ac");
    AuditRecord alert = record("SPD_LIMIT_EXCEEDED", AuditLevel.ALERT);
    alert.setPeer(null);
    return List.of(failed, up, down, lost, alert);
  }

  private static AuditRecord record(String signal, AuditLevel level) {
    return AuditRecord.newBuilder()
        .setHost("hpux042")
        .setSender("15.1.1.42")
        .setReceivedAt(WRITTEN.plusMillis(1500))
        .setEventTime(WRITTEN)
        .setEventTimeSource(EventTimeSource.DATE)
        .setProduct("A.02")
        .setMsg(413L)
        .setEntity("IKMPD")
        .setLevel(level)
        .setSignal(signal)
        .setPeer("15.2.2.2")
        .setText("a text")
        .build();
  }
}
