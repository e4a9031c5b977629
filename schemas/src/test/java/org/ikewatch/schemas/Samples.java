package org.ikewatch.schemas;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Records that are valid in every field. */
public final class Samples {
  public static final Instant T0 = Instant.parse("2002-03-15T07:14:18Z");

  private Samples() {}

  /** A Main Mode timeout. */
  public static AuditRecord auditRecord() {
    return AuditRecord.newBuilder()
        .setKind(RecordKind.RECORD)
        .setHost("hpux042")
        .setSender("15.1.1.42")
        .setReceivedAt(T0.plusMillis(420))
        .setEventTime(T0)
        .setEventTimeSource(EventTimeSource.DATE)
        .setProduct("A.02")
        .setMsg(413L)
        .setEntity("IKMPD")
        .setLevel(AuditLevel.ERROR)
        .setSignal("MM_TIMEOUT")
        .setPeer("15.2.2.2")
        .setAttributes(Map.of("cookies", "0011:2233"))
        .setText("MM negotiation timeout, src 15.2.2.2")
        .setFlags(List.of("WRAPPED"))
        .build();
  }

  /** The incident that timeout opens. */
  public static Incident incident() {
    return Incident.newBuilder()
        .setIncidentId("7f3a")
        .setRevision(1)
        .setScope(Scope.PEER)
        .setStatus(Status.OPEN)
        .setVerdict(Verdict.MM_FAILURE)
        .setConfidence(Confidence.CONFIRMED)
        .setCause(Cause.SILENT_PEER)
        .setHost("hpux042")
        .setPeer("15.2.2.2")
        .setOpenedAt(T0)
        .setUpdatedAt(T0)
        .setAttempts(1)
        .setEvidence(
            List.of(
                Evidence.newBuilder()
                    .setHost("hpux042")
                    .setMsg(413L)
                    .setLevel(AuditLevel.ERROR)
                    .setEventTime(T0)
                    .setSignal("MM_TIMEOUT")
                    .setText("MM negotiation timeout, src 15.2.2.2")
                    .build()))
        .setNextCommands(List.of("ipsec_report -mad"))
        .build();
  }
}
