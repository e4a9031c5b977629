package org.ikewatch.lab.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.ikewatch.lab.oracle.StoryKind;

/** What the cells of a run add up to. */
public final class SimulationTotals {
  private static final int MAX_VIOLATIONS = 50;
  private static final double SECONDS_A_DAY = 86_400;

  private final Map<StoryKind, Integer> stories = new EnumMap<>(StoryKind.class);
  private final Map<FaultKind, Integer> faults = new EnumMap<>(FaultKind.class);
  private final Map<String, Integer> interleavings = new TreeMap<>();
  private final Map<String, Integer> violationKinds = new TreeMap<>();
  private final List<String> violations = new ArrayList<>();
  private Duration hostTime = Duration.ZERO;
  private long records;
  private int cells;
  private int hosts;
  private long largestState;

  /** Adds a cell. */
  public void add(CellReport cell) {
    cells++;
    hosts += cell.hosts();
    records += cell.records();
    hostTime = hostTime.plus(cell.hostTime());
    largestState = Math.max(largestState, cell.largestState());
    cell.stories().forEach((kind, count) -> stories.merge(kind, count, Integer::sum));
    cell.faults().forEach((kind, count) -> faults.merge(kind, count, Integer::sum));
    cell.interleavings().forEach((kind, count) -> interleavings.merge(kind, count, Integer::sum));
    for (String violation : cell.violations()) {
      violationKinds.merge(violation.replaceAll("[(:].*| next to .*", ""), 1, Integer::sum);
      if (violations.size() < MAX_VIOLATIONS) {
        violations.add(
            violation + "\n  deploy/bench/simulate --seed " + cell.seed() + " --cells 1");
      }
    }
  }

  /** How often each story was produced. */
  public Map<StoryKind, Integer> stories() {
    return Map.copyOf(stories);
  }

  /** How often each fault was produced. */
  public Map<FaultKind, Integer> faults() {
    return Map.copyOf(faults);
  }

  /** The first violations, each with the command that repeats it. */
  public List<String> violations() {
    return List.copyOf(violations);
  }

  /** The report, a line each. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%.1f host-days: %d cells, %d hosts, %d records, largest state %d bytes"
            .formatted(hostTime.toSeconds() / SECONDS_A_DAY, cells, hosts, records, largestState));
    faults.forEach((kind, count) -> lines.add("fault %-32s %8d".formatted(kind, count)));
    stories.forEach((kind, count) -> lines.add("story %-32s %8d".formatted(kind, count)));
    interleavings.forEach(
        (kinds, count) -> lines.add("interleaved %-60s %8d".formatted(kinds, count)));
    violationKinds.forEach((kind, count) -> lines.add("VIOLATED %s: %d".formatted(kind, count)));
    lines.addAll(violations);
    return lines;
  }
}
