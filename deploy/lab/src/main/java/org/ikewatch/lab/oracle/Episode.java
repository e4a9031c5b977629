package org.ikewatch.lab.oracle;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One story of one pair as it happened.
 *
 * @param kind the story
 * @param role the host's
 * @param pair whose; of a {@link StoryKind#SCANNER} nobody's
 * @param begin true time of the first record
 * @param end true time after which nothing of it is open
 * @param naming how its records say whose they are
 * @param lines what the daemon writes, in order of time
 * @param failure the negotiation that failed, at most one
 * @param phase1Up when a phase 1 succeeded
 * @param childUp when a phase 2 or child succeeded
 * @param saEnd when an SA of the pair ended
 */
public record Episode(
    StoryKind kind,
    Role role,
    Optional<Pair> pair,
    Instant begin,
    Instant end,
    Naming naming,
    List<Line> lines,
    Optional<Failure> failure,
    Optional<Instant> phase1Up,
    Optional<Instant> childUp,
    Optional<Instant> saEnd) {
  public Episode {
    lines = List.copyOf(lines);
    if (lines.isEmpty() || end.isBefore(begin)) {
      throw new IllegalArgumentException("an episode writes records and ends after it begins");
    }
  }
}
