package org.ikewatch.lab.harness;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.ikewatch.lab.oracle.Episode;
import org.ikewatch.lab.oracle.ExpectedIncident;
import org.ikewatch.lab.oracle.StoryKind;

/** What the hosts of one mode add up to. */
public final class ModeReport {
  private static final int MAX_FAILING = 20;
  private static final int MAX_PAGES = 3;

  private final Mode mode;
  private final Map<StoryKind, StoryCount> stories = new TreeMap<>();
  private final List<Long> failing = new ArrayList<>();
  private final List<String> pages = new ArrayList<>();
  private int hosts;
  private int sufficing;
  private int passing;
  private int expected;
  private int matched;
  private int unexpected;
  private int wrong;
  private int anonymous;
  private int overclaimed;
  private int faults;
  private int hung;

  private static final class StoryCount {
    int hosts;
    int expected;
    int matched;
  }

  ModeReport(Mode mode) {
    this.mode = mode;
  }

  void add(HostScore score) {
    hosts++;
    if (score.scenario().truth().suffices()) {
      sufficing++;
    }
    if (score.passes()) {
      passing++;
    } else {
      fails(score.scenario().seed());
      if (pages.size() < MAX_PAGES) {
        pages.add(HostPage.command(score.scenario().seed(), mode) + "\n" + HostPage.of(score));
      }
    }
    Set<StoryKind> met = new HashSet<>();
    score.scenario().script().episodes().stream().map(Episode::kind).forEach(met::add);
    met.forEach(kind -> count(kind).hosts++);
    score.matched().forEach(one -> count(one, true));
    score.missed().forEach(one -> count(one, false));
    unexpected += score.unexpected().size();
    wrong += score.wrong().size();
    anonymous += score.anonymous().size();
    overclaimed += score.overclaimed().size();
    faults += score.faults().size();
  }

  /** A host that was not done in time. */
  void hung(long seed) {
    hosts++;
    hung++;
    fails(seed);
  }

  private void fails(long seed) {
    if (failing.size() < MAX_FAILING) {
      failing.add(seed);
    }
  }

  private StoryCount count(StoryKind kind) {
    return stories.computeIfAbsent(kind, any -> new StoryCount());
  }

  private void count(ExpectedIncident incident, boolean isMatched) {
    StoryCount count = count(incident.story());
    count.expected++;
    expected++;
    if (isMatched) {
      count.matched++;
      matched++;
    }
  }

  public Mode mode() {
    return mode;
  }

  /** Whether every host passed. */
  public boolean passes() {
    return passing == hosts;
  }

  /** The share of hosts for which the evidence suffices, 0 to 1. */
  public double sufficing() {
    return hosts == 0 ? 0 : (double) sufficing / hosts;
  }

  /** Incidents that were CONFIRMED and not true, or without a peer. */
  public int wrong() {
    return wrong + anonymous;
  }

  /** Seeds of hosts that did not pass, the first ones. */
  public List<Long> failing() {
    return List.copyOf(failing);
  }

  /** The first hosts that did not pass, with the command that prints each again. */
  public List<String> pages() {
    return List.copyOf(pages);
  }

  /** One line: the sums. */
  public String summary() {
    return ("%-22s hosts %5d, pass %5d, suffice %3.0f%%, expected %6d, matched %6d, unexpected %5d, "
            + "wrong CONFIRMED %4d, CONFIRMED without peer %4d, overclaimed %4d, faults %4d, hung %2d")
        .formatted(
            mode,
            hosts,
            passing,
            100 * sufficing(),
            expected,
            matched,
            unexpected,
            wrong,
            anonymous,
            overclaimed,
            faults,
            hung);
  }

  /** One line a story. */
  public List<String> byStory() {
    List<String> lines = new ArrayList<>();
    stories.forEach(
        (kind, count) ->
            lines.add(
                "  %-30s hosts %5d, expected %5d, matched %5d, missed %5d"
                    .formatted(
                        kind,
                        count.hosts,
                        count.expected,
                        count.matched,
                        count.expected - count.matched)));
    return lines;
  }
}
