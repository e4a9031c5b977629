package org.ikewatch.lab.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.ikewatch.lab.harness.Engine;
import org.ikewatch.lab.harness.Mode;
import org.ikewatch.lab.harness.Scenario;
import org.ikewatch.lab.harness.ScenarioFactory;
import org.ikewatch.lab.harness.Step;
import org.ikewatch.lab.oracle.Episode;
import org.ikewatch.lab.oracle.StoryKind;
import org.ikewatch.schemas.AuditRecord;
import org.ikewatch.schemas.Incident;
import org.ikewatch.schemas.RecordKind;

/** A few dozen hosts that share one engine for days of virtual time. */
final class Cell {
  private static final List<Mode> MODES =
      List.of(
          Mode.IN_ORDER,
          Mode.POLLED,
          Mode.SHUFFLED,
          Mode.SENT_AGAIN_AT_ONCE,
          Mode.SENT_AGAIN_HOURS_LATER,
          Mode.SENT_AGAIN_DAYS_LATER,
          Mode.LOSSY,
          Mode.SKEWED,
          Mode.CLOCK_STEP,
          Mode.POISONED);
  private static final Duration HEARTBEAT = Duration.ofMinutes(2);
  private static final Duration LONG = Duration.ofHours(1);
  private static final int HOSTS = 40;
  private static final int CRASHES = 3;
  private static final long STATE_BYTES_A_HOST = 512 * 1024;

  private final long seed;
  private final ScenarioFactory factory;
  private final Supplier<Engine> engines;
  private final SplittableRandom random;
  private final Invariants invariants = new Invariants();
  private final Map<StoryKind, Integer> stories = new EnumMap<>(StoryKind.class);
  private final Map<FaultKind, Integer> faults = new EnumMap<>(FaultKind.class);
  private final Map<String, Integer> interleavings = new TreeMap<>();
  private Duration hostTime = Duration.ZERO;
  private long largestState;

  Cell(long seed, ScenarioFactory factory, Supplier<Engine> engines) {
    this.seed = seed;
    this.factory = factory;
    this.engines = engines;
    this.random = new SplittableRandom(seed);
  }

  CellReport run() {
    List<AuditRecord> arriving = new ArrayList<>();
    for (int i = 0; i < HOSTS; i++) {
      Mode mode = MODES.get(random.nextInt(MODES.size()));
      Scenario scenario = factory.scenario(seed * HOSTS + i, mode);
      invariants.watch(scenario);
      count(scenario);
      arriving.addAll(records(scenario));
    }
    arriving.sort(Comparator.comparing(AuditRecord::getReceivedAt));
    feed(arriving);
    return new CellReport(
        seed,
        HOSTS,
        arriving.size(),
        hostTime,
        stories,
        faults,
        interleavings,
        largestState,
        invariants.violations());
  }

  private List<AuditRecord> records(Scenario scenario) {
    List<AuditRecord> records = new ArrayList<>();
    for (Step step : scenario.steps()) {
      if (step instanceof Step.Arrives arrives && arrives.record().getKind() == RecordKind.RECORD) {
        records.add(arrives.record());
        if (random.nextInt(50) == 0) {
          fault(FaultKind.DUPLICATE);
          records.add(AuditRecord.newBuilder(arrives.record()).build());
        }
      }
    }
    return records;
  }

  private void feed(List<AuditRecord> arriving) {
    Engine engine = engines.get();
    int crashEvery = arriving.size() / CRASHES + 1;
    int nextCrash = random.nextInt(crashEvery);
    Instant now = arriving.get(0).getReceivedAt();
    try {
      for (int i = 0; i < arriving.size(); i++) {
        AuditRecord record = arriving.get(i);
        if (i == nextCrash) {
          fault(FaultKind.CRASH);
          engine = engine.restart();
          nextCrash += 1 + random.nextInt(2 * crashEvery);
        }
        now = pass(engine, now, record.getReceivedAt());
        engine.process(record).forEach(invariants::check);
        measure(engine);
      }
      pass(engine, now, now.plus(LONG.multipliedBy(2)));
    } catch (RuntimeException e) {
      invariants.thrown(e);
    } finally {
      engine.close();
    }
  }

  private Instant pass(Engine engine, Instant from, Instant until) {
    boolean quiet = Duration.between(from, until).compareTo(LONG) > 0;
    Duration step = quiet ? LONG.dividedBy(6) : HEARTBEAT;
    Instant now = from;
    while (now.plus(step).isBefore(until)) {
      now = now.plus(step);
      List<Incident> published = engine.advance(now);
      published.forEach(invariants::check);
    }
    return now;
  }

  private void measure(Engine engine) {
    long bytes = engine.stateBytes().orElse(0);
    if (bytes > STATE_BYTES_A_HOST * HOSTS && largestState <= STATE_BYTES_A_HOST * HOSTS) {
      invariants.stateTooLarge(bytes, STATE_BYTES_A_HOST * HOSTS);
    }
    largestState = Math.max(largestState, bytes);
  }

  private void count(Scenario scenario) {
    hostTime = hostTime.plus(scenario.script().spec().life());
    switch (scenario.mode()) {
      case SHUFFLED -> fault(FaultKind.SHUFFLED);
      case SENT_AGAIN_AT_ONCE, SENT_AGAIN_HOURS_LATER, SENT_AGAIN_DAYS_LATER ->
          fault(FaultKind.FILE_SENT_AGAIN);
      case LOSSY -> fault(FaultKind.LOST);
      case SKEWED -> fault(FaultKind.SKEW);
      case CLOCK_STEP -> fault(FaultKind.CLOCK_STEP);
      case POISONED -> fault(FaultKind.POISON);
      default -> {}
    }
    List<Episode> episodes = scenario.script().episodes();
    for (int i = 0; i < episodes.size(); i++) {
      Episode first = episodes.get(i);
      stories.merge(first.kind(), 1, Integer::sum);
      for (int j = i + 1; j < episodes.size(); j++) {
        Episode second = episodes.get(j);
        if (second.begin().isAfter(first.end())) {
          break;
        }
        interleavings.merge(first.kind() + "+" + second.kind(), 1, Integer::sum);
      }
    }
  }

  private void fault(FaultKind kind) {
    faults.merge(kind, 1, Integer::sum);
  }
}
