package org.ikewatch.app.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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

/**
 * Incidents as a fleet of 5,000 hosts behind 200 gateways leaves them within 90 days: one in thirty
 * is open, one in a hundred undetermined, one in two hundred a roll-up. Each has three revisions,
 * with three, four and five records.
 */
final class StoredFleet {
  static final int REVISIONS = 3;
  private static final int HOSTS = 5_000;
  private static final int GATEWAYS = 200;
  private static final Instant END = Instant.parse("2026-03-01T00:00:00Z");
  private static final long SPAN = Duration.ofDays(90).toMillis();
  private static final List<String> DESTINATIONS = List.of("hook", "siem");

  /** Odd, so that multiplying by it is a permutation: neighbours lie far apart. */
  private static final long SCATTER = 0x9E3779B97F4A7C15L;

  private final int incidents;

  StoredFleet(int incidents) {
    this.incidents = incidents;
  }

  /** Twenty digits, as ids are, in no order. */
  static String id(int number) {
    return "%016x%04x".formatted((number + 1) * SCATTER, number & 0xFFFF);
  }

  static String host(int number) {
    return "hpux%04d".formatted(number % HOSTS);
  }

  static String peer(int number) {
    int gateway = (int) Long.remainderUnsigned(number * SCATTER, GATEWAYS);
    return "15.2.0." + gateway;
  }

  Instant updatedAt(int number) {
    return END.minusMillis(SPAN - SPAN * number / incidents);
  }

  Incident incident(int number, int revision) {
    Instant updated = updatedAt(number);
    boolean over = revision >= REVISIONS && number % 30 != 0;
    return Incident.newBuilder()
        .setIncidentId(id(number))
        .setRevision(revision)
        .setScope(number % 200 == 0 ? Scope.GATEWAY : Scope.PEER)
        .setStatus(over ? (number % 50 == 1 ? Status.WITHDRAWN : Status.RESOLVED) : Status.OPEN)
        .setVerdict(verdict(number))
        .setConfidence(Confidence.CONFIRMED)
        .setCause(Cause.SILENT_PEER)
        .setHost(host(number))
        .setPeer(peer(number))
        .setOpenedAt(updated.minusSeconds(31L * REVISIONS))
        .setUpdatedAt(updated)
        .setResolvedAt(over ? updated : null)
        .setAttempts(revision)
        .setEvidence(evidence(number, revision + 2, updated))
        .setNextCommands(
            List.of(
                "ipsec_report -mad",
                "ipsec_policy -da " + peer(number) + " -dir out",
                "ipsec_admin -auditlvl informative"))
        .setExplanation(
            List.of(
                "It failed: Msg 413 says \"MM negotiation timeout, src " + peer(number) + "\".",
                "No record of a phase-1 success for this attempt in the 31 s before: one exchange"
                    + " gives up after 31 s (A0201 appendix A p. 6, A0300 p. 166)."))
        .build();
  }

  private static Verdict verdict(int number) {
    int part = number % 100;
    if (part == 0) {
      return Verdict.UNDETERMINED;
    }
    return part < 10
        ? Verdict.QM_FAILURE
        : part < 30 ? Verdict.QM_TRIGGERED_DELETE : Verdict.MM_FAILURE;
  }

  private static List<Evidence> evidence(int number, int records, Instant updated) {
    List<Evidence> all = new ArrayList<>();
    for (int i = 0; i < records; i++) {
      all.add(
          Evidence.newBuilder()
              .setHost(host(number))
              .setMsg(10L * number + i)
              .setLevel(AuditLevel.ERROR)
              .setEventTime(updated.minusSeconds(31L * (REVISIONS + 2 - i)))
              .setSignal(number % 500 == 0 ? "QM_TIMEOUT" : "MM_TIMEOUT")
              .setText("MM negotiation timeout, src " + peer(number))
              .build());
    }
    return all;
  }

  List<Delivery> deliveries(int number) {
    List<Delivery> all = new ArrayList<>();
    for (String destination : DESTINATIONS) {
      for (int revision = 1; revision <= REVISIONS; revision++) {
        all.add(
            new Delivery(
                destination, id(number), revision, updatedAt(number), Outcome.DELIVERED, ""));
      }
    }
    return all;
  }
}
