package org.ikewatch.lab.harness;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ikewatch.schemas.AuditRecord;
import org.ikewatch.schemas.Cause;
import org.ikewatch.schemas.Confidence;
import org.ikewatch.schemas.Incident;
import org.ikewatch.schemas.Scope;
import org.ikewatch.schemas.Status;
import org.ikewatch.schemas.Verdict;

/** An engine that is right but for one planted fault. */
final class CanaryEngine extends PerfectEngine {
  private static final Pattern ADDRESS = Pattern.compile("10\\.[23]\\.\\d+\\.\\d+");
  private static final long LATE_SECONDS = 600;
  private static final long BINDING_SECONDS = 60;

  private final Fault fault;
  private final Map<String, Incident> newest = new HashMap<>();
  private Instant newestStamp = Instant.MIN;
  private String lastNamed = "";
  private int ids;

  /** What is planted. */
  enum Fault {
    /** Takes the end of any SA of a pair for that of the one whose Quick Mode failed. */
    SA_IDENTITY_IGNORED,
    /** Applies a success from before the incident to it. */
    LATE_RECORD_APPLIED,
    /** Opens a second incident for a retry. */
    INCIDENT_DOUBLED,
    /** Publishes a revision below the last. */
    REVISION_LOWERED,
    /** Takes the peer named last for that of a failure that names nobody. */
    PEER_GUESSED
  }

  CanaryEngine(Scenario scenario, Fault fault) {
    super(scenario);
    this.fault = fault;
  }

  @Override
  public List<Incident> process(AuditRecord record) {
    List<Incident> published = new ArrayList<>(super.process(record));
    String text = record.getText();
    Matcher address = ADDRESS.matcher(text);
    String named = "";
    while (address.find()) {
      named = address.group();
    }
    switch (fault) {
      case SA_IDENTITY_IGNORED -> saEnded(record, named, published);
      case LATE_RECORD_APPLIED -> late(record, named, published);
      case PEER_GUESSED -> guess(record, named, published);
      case INCIDENT_DOUBLED, REVISION_LOWERED -> {}
    }
    if (!named.isEmpty()) {
      lastNamed = named;
    }
    return published;
  }

  @Override
  public List<Incident> advance(Instant receivedAt) {
    List<Incident> published = new ArrayList<>();
    for (Incident incident : super.advance(receivedAt)) {
      published.add(incident);
      newest.put(String.valueOf(incident.getPeer()), incident);
      if (fault == Fault.INCIDENT_DOUBLED && incident.getAttempts() > 1) {
        published.add(
            Incident.newBuilder(incident)
                .setIncidentId("again-" + ids++)
                .setOpenedAt(incident.getUpdatedAt())
                .setAttempts(1)
                .build());
      }
      if (fault == Fault.REVISION_LOWERED && incident.getAttempts() > 2) {
        published.add(Incident.newBuilder(incident).setRevision(3).build());
        published.add(Incident.newBuilder(incident).setRevision(2).build());
      }
    }
    return published;
  }

  private void saEnded(AuditRecord record, String named, List<Incident> published) {
    Incident open = newest.get(named);
    if (record.getText().contains("ESTABLISHED -> D")
        && open != null
        && open.getVerdict() == Verdict.QM_FAILURE
        && open.getUpdatedAt().plusSeconds(BINDING_SECONDS).isAfter(record.getEventTime())) {
      published.add(
          Incident.newBuilder(open)
              .setRevision(open.getRevision() + 1)
              .setVerdict(Verdict.QM_TRIGGERED_DELETE)
              .build());
    }
  }

  private void late(AuditRecord record, String named, List<Incident> published) {
    Incident open = newest.get(named);
    boolean late = record.getEventTime().plusSeconds(LATE_SECONDS).isBefore(newestStamp);
    boolean success =
        record.getText().contains("established") || record.getText().contains("complete");
    if (late && success && open != null) {
      published.add(
          Incident.newBuilder(open)
              .setRevision(open.getRevision() + 1)
              .setStatus(Status.RESOLVED)
              .setResolvedAt(record.getEventTime())
              .build());
    }
    newestStamp = record.getEventTime().isAfter(newestStamp) ? record.getEventTime() : newestStamp;
  }

  private void guess(AuditRecord record, String named, List<Incident> published) {
    boolean failure = record.getText().startsWith("phase1 negotiation failed");
    if (failure && named.isEmpty() && !lastNamed.isEmpty()) {
      published.add(
          Incident.newBuilder()
              .setIncidentId("guess-" + ids++)
              .setRevision(1)
              .setScope(Scope.PEER)
              .setStatus(Status.OPEN)
              .setVerdict(Verdict.MM_FAILURE)
              .setConfidence(Confidence.CONFIRMED)
              .setCause(Cause.UNKNOWN)
              .setHost(record.getHost())
              .setPeer(lastNamed)
              .setOpenedAt(record.getEventTime())
              .setUpdatedAt(record.getEventTime())
              .setAttempts(1)
              .build());
    }
  }
}
