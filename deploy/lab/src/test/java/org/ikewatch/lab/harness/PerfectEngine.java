package org.ikewatch.lab.harness;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.ikewatch.lab.oracle.ExpectedIncident;
import org.ikewatch.schemas.AuditRecord;
import org.ikewatch.schemas.Cause;
import org.ikewatch.schemas.Incident;
import org.ikewatch.schemas.RecordKind;
import org.ikewatch.schemas.Scope;
import org.ikewatch.schemas.Status;

/** Publishes exactly what the evidence demands: it is given the truth. */
class PerfectEngine implements Engine {
  private final Scenario scenario;
  private final List<ExpectedIncident> waiting;
  private int published;

  PerfectEngine(Scenario scenario) {
    this.scenario = scenario;
    this.waiting = new ArrayList<>(scenario.truth().expected());
    waiting.sort(Comparator.comparing(ExpectedIncident::lastFailure));
  }

  @Override
  public List<Incident> process(AuditRecord record) {
    return record.getKind() == RecordKind.HEARTBEAT ? List.of() : advance(record.getReceivedAt());
  }

  @Override
  public List<Incident> advance(Instant receivedAt) {
    List<Incident> due = new ArrayList<>();
    while (!waiting.isEmpty() && !waiting.get(0).lastFailure().isAfter(receivedAt)) {
      due.add(incident(waiting.remove(0)));
    }
    return due;
  }

  private Incident incident(ExpectedIncident expected) {
    return Incident.newBuilder()
        .setIncidentId("incident-" + published++)
        .setRevision(1)
        .setScope(Scope.PEER)
        .setStatus(Status.OPEN)
        .setVerdict(expected.verdict())
        .setConfidence(expected.confidence())
        .setCause(Cause.UNKNOWN)
        .setHost(scenario.script().spec().name())
        .setPeer(expected.peer().orElse(null))
        .setOpenedAt(expected.openedFrom().plusSeconds(2))
        .setUpdatedAt(expected.lastFailure())
        .setAttempts(expected.attempts())
        .build();
  }

  @Override
  public Engine restart() {
    return this;
  }

  @Override
  public void close() {}
}
