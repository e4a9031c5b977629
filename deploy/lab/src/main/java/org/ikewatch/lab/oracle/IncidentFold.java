package org.ikewatch.lab.oracle;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.ikewatch.schemas.Verdict;

/** Groups the failures of one pair into incidents, each phase by itself (evidence rule 6). */
final class IncidentFold {
  private static final Duration QUIET = Duration.ofMinutes(10);
  private static final Duration FLAP = Duration.ofMinutes(30);
  private static final Duration MARGIN = Duration.ofMinutes(3);

  private IncidentFold() {}

  /**
   * The incidents; empty if it is in doubt which they are. Each phase has incidents of its own:
   * what ends a problem with phase 1 says nothing of Quick Mode.
   */
  static Optional<List<List<Judged>>> of(List<Judged> failures, List<Instant> successes) {
    Map<Boolean, List<Judged>> byPhase =
        failures.stream()
            .collect(Collectors.partitioningBy(it -> it.failure().verdict() == Verdict.MM_FAILURE));
    boolean bothPhases = !byPhase.get(true).isEmpty() && !byPhase.get(false).isEmpty();
    if (bothPhases && failures.stream().anyMatch(it -> it.verdict() == Verdict.UNDETERMINED)) {
      return Optional.empty();
    }
    Optional<List<List<Judged>>> phase1 = ofPhase(byPhase.get(true), successes);
    Optional<List<List<Judged>>> phase2 = ofPhase(byPhase.get(false), successes);
    if (phase1.isEmpty() || phase2.isEmpty()) {
      return Optional.empty();
    }
    List<List<Judged>> all = new ArrayList<>(phase1.get());
    all.addAll(phase2.get());
    return Optional.of(all);
  }

  private static Optional<List<List<Judged>>> ofPhase(
      List<Judged> failures, List<Instant> successes) {
    Optional<List<List<Judged>>> byQuiet = fold(failures, List.of());
    Optional<List<List<Judged>>> bySuccess = fold(failures, successes);
    return byQuiet.isPresent()
            && byQuiet.equals(bySuccess)
            && byQuiet.get().stream().noneMatch(IncidentFold::isMixed)
        ? byQuiet
        : Optional.empty();
  }

  private static Optional<List<List<Judged>>> fold(List<Judged> failures, List<Instant> successes) {
    List<List<Judged>> incidents = new ArrayList<>();
    for (Judged failure : failures) {
      if (incidents.isEmpty()) {
        incidents.add(new ArrayList<>());
      } else {
        List<Judged> open = incidents.get(incidents.size() - 1);
        Instant last = open.get(open.size() - 1).at();
        Instant over = resolved(last, successes).plus(FLAP);
        if (Duration.between(over, failure.at()).abs().compareTo(MARGIN) < 0) {
          return Optional.empty();
        }
        if (failure.at().isAfter(over)) {
          incidents.add(new ArrayList<>());
        }
      }
      incidents.get(incidents.size() - 1).add(failure);
    }
    return Optional.of(incidents);
  }

  private static Instant resolved(Instant last, List<Instant> successes) {
    Instant quiet = last.plus(QUIET);
    return successes.stream()
        .filter(success -> success.isAfter(last) && success.isBefore(quiet))
        .findFirst()
        .orElse(quiet);
  }

  private static boolean isMixed(List<Judged> incident) {
    long undetermined =
        incident.stream().filter(one -> one.verdict() == Verdict.UNDETERMINED).count();
    return undetermined > 0 && undetermined < incident.size();
  }
}
