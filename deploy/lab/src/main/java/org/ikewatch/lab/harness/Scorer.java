package org.ikewatch.lab.harness;

import static java.util.stream.Collectors.partitioningBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.ikewatch.lab.oracle.Dialect;
import org.ikewatch.lab.oracle.ExpectedIncident;
import org.ikewatch.lab.oracle.Failure;
import org.ikewatch.lab.oracle.HostSpec;
import org.ikewatch.lab.oracle.Level;
import org.ikewatch.lab.oracle.Pair;
import org.ikewatch.schemas.Confidence;
import org.ikewatch.schemas.Incident;
import org.ikewatch.schemas.Reason;

/**
 * Compares what an engine published with the truth (EVIDENCE.md, rules that apply to every row).
 */
public final class Scorer {
  private static final Duration BEFORE = Duration.ofSeconds(3);

  /** An incident lives ten minutes at least. */
  private static final Duration STILL_OPEN = Duration.ofMinutes(9);

  private static final Duration AFTER = Duration.ofSeconds(5);

  private Scorer() {}

  /** The score of one run. */
  public static HostScore score(Scenario scenario, IncidentLog log) {
    Matching<ExpectedIncident, Incident> matching =
        Matching.of(
            scenario.truth().expected(),
            log.standing(),
            (expected, incident) -> matches(expected, incident, scenario));
    List<ExpectedIncident> matched = new ArrayList<>();
    List<Incident> overclaimed = new ArrayList<>();
    List<String> faults = new ArrayList<>(log.faults());
    for (Matching.Couple<ExpectedIncident, Incident> pair : matching.pairs()) {
      ExpectedIncident expected = pair.demanded();
      Incident incident = pair.given();
      matched.add(expected);
      log.bornResolved(incident.getIncidentId())
          // What was first taken for another peer's, whose success was in hand, is another matter.
          .filter(born -> born.peer().equals(expected.peer()))
          .filter(born -> born.at().isBefore(expected.openedTo().plus(STILL_OPEN)))
          .ifPresent(
              born ->
                  faults.add(
                      "born resolved: %s of %s, opened %s, published %s"
                          .formatted(
                              incident.getIncidentId(),
                              incident.getPeer(),
                              incident.getOpenedAt(),
                              born.at())));
      if (incident.getConfidence() == Confidence.CONFIRMED
          && expected.confidence() == Confidence.INFERRED) {
        overclaimed.add(incident);
      }
    }
    Map<Boolean, List<Incident>> left =
        matching.left().stream()
            .collect(partitioningBy(incident -> isUnexpected(incident, scenario)));
    Map<String, Incident> wrong = new LinkedHashMap<>();
    Map<String, Incident> anonymous = new LinkedHashMap<>();
    for (Incident incident : log.confirmed()) {
      if (incident.getPeer() == null) {
        anonymous.put(incident.getIncidentId(), incident);
      } else if (!isTrue(incident, scenario)) {
        wrong.put(incident.getIncidentId(), incident);
      }
    }
    return new HostScore(
        scenario,
        matched,
        matching.unpaired(),
        left.get(true),
        left.get(false),
        List.copyOf(wrong.values()),
        List.copyOf(anonymous.values()),
        overclaimed,
        faults);
  }

  private static boolean matches(ExpectedIncident expected, Incident incident, Scenario scenario) {
    return Optional.ofNullable(incident.getPeer()).equals(expected.peer())
        && incident.getVerdict() == expected.verdict()
        && incident.getAttempts() == expected.attempts()
        && scenario.shifts().stream()
            .anyMatch(
                shift ->
                    isBetween(
                        incident.getOpenedAt(),
                        expected.openedFrom().plus(shift),
                        expected.openedTo().plus(shift)));
  }

  /** Whether a failure of this peer with this verdict lies within what the incident covers. */
  public static boolean isTrue(Incident incident, Scenario scenario) {
    return scenario.truth().failures().stream()
        .anyMatch(failure -> covers(incident, failure, scenario.shifts()));
  }

  private static boolean covers(Incident incident, Failure failure, List<Duration> shifts) {
    return failure.pair().peer().equals(incident.getPeer())
        && failure.verdict() == incident.getVerdict()
        && shifts.stream()
            .anyMatch(
                shift ->
                    !failure.at().plus(shift).isBefore(incident.getOpenedAt().minus(BEFORE))
                        && !failure
                            .begin()
                            .plus(shift)
                            .isAfter(incident.getUpdatedAt().plus(AFTER)));
  }

  private static boolean isUnexpected(Incident incident, Scenario scenario) {
    if (incident.getPeer() == null) {
      return scenario.truth().suffices();
    }
    if (incident.getReason() == Reason.PHASE_AMBIGUOUS) {
      return !cannotTellThePhase(scenario.script().spec())
          && scenario.truth().countedPeers().contains(incident.getPeer());
    }
    if (scenario.truth().doubtful() && incident.getConfidence() == Confidence.INFERRED) {
      return false;
    }
    if (scenario.truth().countedPeers().contains(incident.getPeer())) {
      return true;
    }
    Set<String> peers = new HashSet<>();
    scenario.script().spec().pairs().stream().map(Pair::peer).forEach(peers::add);
    return !peers.contains(incident.getPeer());
  }

  /**
   * The limit of retransmissions reads the same for Phase 1, for a child and for a liveness check.
   */
  private static boolean cannotTellThePhase(HostSpec spec) {
    return spec.dialect() == Dialect.A03_IKEV2 && spec.level() != Level.DEBUG;
  }

  private static boolean isBetween(Instant at, Instant from, Instant to) {
    return !at.isBefore(from) && !at.isAfter(to);
  }
}
