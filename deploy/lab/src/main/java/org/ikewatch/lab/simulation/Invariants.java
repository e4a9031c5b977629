package org.ikewatch.lab.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ikewatch.lab.harness.Scenario;
import org.ikewatch.lab.harness.Scorer;
import org.ikewatch.lab.oracle.Pair;
import org.ikewatch.schemas.Confidence;
import org.ikewatch.schemas.Incident;
import org.ikewatch.schemas.Status;

/** What must hold of every revision, whatever arrives. */
final class Invariants {
  private final Map<String, Scenario> scenarios = new HashMap<>();
  private final Map<String, Map<String, Incident>> newest = new HashMap<>();
  private final List<String> violations = new ArrayList<>();

  void watch(Scenario scenario) {
    scenarios.put(scenario.script().spec().name(), scenario);
  }

  /** Checks a revision at once. */
  void check(Incident incident) {
    Scenario scenario = scenarios.get(incident.getHost());
    if (scenario == null) {
      return; // Poison may name hosts of its own.
    }
    Map<String, Incident> ofHost =
        newest.computeIfAbsent(incident.getHost(), host -> new LinkedHashMap<>());
    Incident before = ofHost.put(incident.getIncidentId(), incident);
    if (before != null && incident.getRevision() <= before.getRevision()) {
      violate(scenario, "revision does not rise", incident);
    }
    if (incident.getStatus() == Status.WITHDRAWN) {
      return;
    }
    if (incident.getConfidence() == Confidence.CONFIRMED) {
      if (incident.getPeer() == null) {
        violate(scenario, "CONFIRMED without a peer", incident);
      } else if (!Scorer.isTrue(incident, scenario)) {
        violate(scenario, "CONFIRMED and not true", incident);
      }
    }
    second(incident, ofHost, scenario)
        .ifPresent(
            other ->
                violate(scenario, "a second incident next to " + other.getIncidentId(), incident));
  }

  /** Another incident of the pair that covers some of the same time. */
  private static Optional<Incident> second(
      Incident incident, Map<String, Incident> ofHost, Scenario scenario) {
    String peer = incident.getPeer();
    long pairs =
        scenario.script().spec().pairs().stream()
            .map(Pair::peer)
            .filter(one -> one.equals(peer))
            .count();
    if (pairs != 1) {
      return Optional.empty();
    }
    return ofHost.values().stream()
        .filter(other -> !other.getIncidentId().equals(incident.getIncidentId()))
        .filter(other -> other.getStatus() != Status.WITHDRAWN)
        .filter(other -> peer.equals(other.getPeer()))
        .filter(other -> other.getOpenedAt().isBefore(incident.getUpdatedAt()))
        .filter(other -> incident.getOpenedAt().isBefore(other.getUpdatedAt()))
        .findFirst();
  }

  void thrown(RuntimeException exception) {
    violations.add("thrown: " + exception);
  }

  void stateTooLarge(long bytes, long bound) {
    violations.add("the state has %d bytes, more than %d".formatted(bytes, bound));
  }

  private void violate(Scenario scenario, String what, Incident incident) {
    violations.add(
        "%s (host %s, %s): %s revision %d %s %s peer %s opened %s updated %s attempts %d"
            .formatted(
                what,
                incident.getHost(),
                scenario.mode(),
                incident.getIncidentId(),
                incident.getRevision(),
                incident.getVerdict(),
                incident.getConfidence(),
                incident.getPeer(),
                incident.getOpenedAt(),
                incident.getUpdatedAt(),
                incident.getAttempts()));
  }

  List<String> violations() {
    return List.copyOf(violations);
  }
}
