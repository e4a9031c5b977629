package org.ikewatch.lab.simulation;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.ikewatch.lab.oracle.StoryKind;

/**
 * What one cell came to.
 *
 * @param seed the cell follows from it
 * @param hosts how many shared the engine
 * @param records how many arrived
 * @param hostTime the hosts' lives, added up
 * @param stories how often each was produced
 * @param faults how often each was produced
 * @param interleavings how often episodes of two pairs of a host overlapped, by their kinds
 * @param largestState of the engine in bytes; 0 where it does not say
 * @param violations what must not happen
 */
public record CellReport(
    long seed,
    int hosts,
    long records,
    Duration hostTime,
    Map<StoryKind, Integer> stories,
    Map<FaultKind, Integer> faults,
    Map<String, Integer> interleavings,
    long largestState,
    List<String> violations) {
  public CellReport {
    stories = Map.copyOf(stories);
    faults = Map.copyOf(faults);
    interleavings = Map.copyOf(interleavings);
    violations = List.copyOf(violations);
  }

  static CellReport hung(long seed, Duration bound) {
    return new CellReport(
        seed,
        0,
        0,
        Duration.ZERO,
        Map.of(),
        Map.of(),
        Map.of(),
        0,
        List.of("hung: not done after " + bound));
  }
}
