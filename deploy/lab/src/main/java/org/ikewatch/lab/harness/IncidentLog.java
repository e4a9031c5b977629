package org.ikewatch.lab.harness;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ikewatch.schemas.Confidence;
import org.ikewatch.schemas.Incident;
import org.ikewatch.schemas.Status;

/** All revisions an engine published for one host. */
public final class IncidentLog {
  private final Map<String, Incident> newest = new LinkedHashMap<>();
  private final List<Incident> confirmed = new ArrayList<>();
  private final List<String> faults = new ArrayList<>();
  private boolean closed;

  /** Takes a revision in the order of publishing. */
  public void add(Incident incident) {
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
