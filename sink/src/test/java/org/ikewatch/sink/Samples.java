package org.ikewatch.sink;

import java.time.Instant;
import java.util.List;
import org.ikewatch.schemas.AuditLevel;
import org.ikewatch.schemas.Cause;
import org.ikewatch.schemas.Confidence;
import org.ikewatch.schemas.Delivery;
import org.ikewatch.schemas.Evidence;
import org.ikewatch.schemas.Incident;
import org.ikewatch.schemas.Outcome;
import org.ikewatch.schemas.Scope;
import org.ikewatch.schemas.Status;
import org.ikewatch.schemas.Verdict;

/** Incidents for tests. */
public final class Samples {
  private static final Instant OPENED = Instant.parse("2002-03-15T07:14:18Z");

  private Samples() {}

  public static Incident incident(String id, int revision) {
    return Incident.newBuilder()
        .setIncidentId(id)
        .setRevision(revision)
        .setScope(Scope.PEER)
        .setStatus(Status.OPEN)
        .setVerdict(Verdict.MM_FAILURE)
        .setConfidence(Confidence.CONFIRMED)
        .setCause(Cause.SILENT_PEER)
        .setHost("hpux042")
        .setPeer("15.2.2.2")
        .setOpenedAt(OPENED)
        .setUpdatedAt(OPENED)
        .setAttempts(revision)
        .setEvidence(
            List.of(
                Evidence.newBuilder()
                    .setHost("hpux042")
                    .setMsg(413L)
                    .setLevel(AuditLevel.ERROR)
                    .setEventTime(OPENED)
                    .setSignal("MM_TIMEOUT")
                    .setText("MM negotiation timeout, src 15.2.2.2")
                    .build()))
        .setNextCommands(List.of("ipsec_report -mad"))
        .build();
  }

  /** An incident that no database takes: it has no host. */
  public static Incident refused(String id) {
    Incident incident = incident(id, 1);
    incident.setHost(null);
    return incident;
  }

  /** What became of a revision at a destination, so many seconds after the incident was opened. */
  public static Delivery delivery(
      String destination, String id, int revision, Outcome outcome, int seconds, String detail) {
    return new Delivery(destination, id, revision, OPENED.plusSeconds(seconds), outcome, detail);
  }
}
