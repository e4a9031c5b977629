package org.ikewatch.lab.harness;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ikewatch.schemas.Confidence;
import org.ikewatch.schemas.Incident;
import org.ikewatch.schemas.Status;

/** All revisions an engine published for one host. */
public final class IncidentLog {
  /** The first revision of an incident that says it is over. */
  record BornResolved(Optional<String> peer, Instant at) {}

  private static final Duration TOLERANCE = Duration.ofSeconds(10);

  private final Map<String, Incident> newest = new LinkedHashMap<>();
  private final List<Incident> confirmed = new ArrayList<>();
  private final List<String> faults = new ArrayList<>();

  private final Map<String, BornResolved> bornResolved = new LinkedHashMap<>();
  private final Duration ahead;
  private boolean closed;

  /**
   * An empty log.
   *
   * @param ahead by how much the host's stamps may be ahead of true time
   */
  public IncidentLog(Duration ahead) {
    this.ahead = ahead;
  }

  /**
   * Takes a revision in the order of publishing.
   *
   * @param now true time
   */
  public void add(Incident incident, Instant now) {
    if (incident.getStatus() == Status.RESOLVED) {
      resolved(incident, now);
    }
    if (closed) {
      faults.add(
          "published by a file sent again: %s revision %d"
              .formatted(incident.getIncidentId(), incident.getRevision()));
    }
    Incident before = newest.get(incident.getIncidentId());
    if (before != null && incident.getRevision() <= before.getRevision()) {
      faults.add(
          "revision %d of %s after revision %d"
              .formatted(incident.getRevision(), incident.getIncidentId(), before.getRevision()));
    }
    newest.put(incident.getIncidentId(), incident);
    if (incident.getConfidence() == Confidence.CONFIRMED
        && incident.getStatus() != Status.WITHDRAWN) {
      confirmed.add(incident);
    }
  }

  private void resolved(Incident incident, Instant now) {
    if (!newest.containsKey(incident.getIncidentId())) {
      bornResolved.put(
          incident.getIncidentId(), new BornResolved(Optional.ofNullable(incident.getPeer()), now));
    }
    if (incident.getResolvedAt() != null
        && incident.getResolvedAt().isAfter(now.plus(ahead).plus(TOLERANCE))) {
      faults.add(
          "resolved before its time: %s resolved at %s, it is %s"
              .formatted(incident.getIncidentId(), incident.getResolvedAt(), now));
    }
  }

  /** When an incident was first published, and about whom, for one that was resolved by then. */
  Optional<BornResolved> bornResolved(String incidentId) {
    return Optional.ofNullable(bornResolved.get(incidentId));
  }

  void nothingNewFollows() {
    closed = true;
  }

  void fault(String fault) {
    faults.add(fault);
  }

  /** The last revision of every incident that was not withdrawn. */
  public List<Incident> standing() {
    return newest.values().stream()
        .filter(incident -> incident.getStatus() != Status.WITHDRAWN)
        .toList();
  }

  /** Every revision that claimed to be CONFIRMED. */
  public List<Incident> confirmed() {
    return List.copyOf(confirmed);
  }

  /** What must not happen, whatever the records. */
  public List<String> faults() {
    return List.copyOf(faults);
  }
}
