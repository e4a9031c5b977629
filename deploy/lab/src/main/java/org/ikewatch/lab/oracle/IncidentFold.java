package org.ikewatch.lab.oracle;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ikewatch.schemas.Verdict;

/** Groups the failures of one pair into incidents (evidence rule 6). */
final class IncidentFold {
  private static final Duration QUIET = Duration.ofMinutes(10);
  private static final Duration FLAP = Duration.ofMinutes(30);
  private static final Duration MARGIN = Duration.ofMinutes(3);

  private IncidentFold() {}

  /** The incidents; empty where it is in doubt which they are. */
  static Optional<List<List<Judged>>> of(List<Judged> failures, List<Instant> successes) {
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
