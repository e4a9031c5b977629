package org.ikewatch.lab.oracle;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Which episodes are alone where they have to be (evidence rule 3). */
final class Solitude {
  private static final Duration SLACK = Duration.ofSeconds(95);

  private final boolean[] disturbed;

  /** Of these episodes, by begin. */
  Solitude(List<Episode> episodes) {
    disturbed = new boolean[episodes.size()];
    for (int i = 0; i < episodes.size(); i++) {
      Episode first = episodes.get(i);
      Instant until = first.end().plus(SLACK);
      for (int j = i + 1; j < episodes.size(); j++) {
        Episode second = episodes.get(j);
        if (second.begin().isAfter(until)) {
          break;
        }
        if (first.naming() == Naming.NONE || second.naming() == Naming.NONE) {
          continue;
        }
        if (first.naming() == Naming.NEEDS_SOLITUDE || second.naming() == Naming.NEEDS_SOLITUDE) {
          disturbed[i] = true;
          disturbed[j] = true;
        }
      }
    }
  }

  boolean isDisturbed(int episode) {
    return disturbed[episode];
  }
}
