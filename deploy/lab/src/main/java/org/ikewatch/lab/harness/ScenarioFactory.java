package org.ikewatch.lab.harness;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.ikewatch.lab.oracle.Disturbance;
import org.ikewatch.lab.oracle.EvidenceTable;
import org.ikewatch.lab.oracle.HostClock;
import org.ikewatch.lab.oracle.HostGenerator;
import org.ikewatch.lab.oracle.HostScript;
import org.ikewatch.lab.oracle.TruthJudge;
import org.ikewatch.schemas.AuditRecord;

/** Makes scenarios; the same seed and mode always make the same one. */
public final class ScenarioFactory {
  private static final ZoneId UTC = ZoneId.of("UTC");
  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
  private static final Instant AUTUMN = Instant.parse("2026-11-01T06:00:00Z");
  private static final Instant SPRING = Instant.parse("2026-03-08T07:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);

  /** How long the shortest way of a record is remembered. */
  private static final Duration UNNOTICED = Duration.ofMinutes(10);

  private final HostGenerator generator = new HostGenerator();
  private final TruthJudge judge = new TruthJudge(EvidenceTable.standard());

  /** The scenario of a seed. */
  public Scenario scenario(long seed, Mode mode) {
    SplittableRandom random = new SplittableRandom(seed ^ mode.name().hashCode());
    return switch (mode) {
      case SKEWED -> {
        Duration error = Duration.ofSeconds(random.nextInt(-300, 301));
        yield plain(seed, mode, new HostClock(error), List.of(Duration.ZERO, error), random);
      }
      case CLOCK_STEP -> stepped(seed, random);
      case DAYLIGHT_SAVING -> daylightSaving(seed, random);
      default -> plain(seed, mode, new HostClock(Duration.ZERO), List.of(Duration.ZERO), random);
    };
  }

  private Scenario plain(
      long seed, Mode mode, HostClock clock, List<Duration> shifts, SplittableRandom random) {
    HostScript script = generator.host(seed);
    return new Scenario(
        script,
        mode,
        judge.judge(script, List.of()),
        steps(script, mode, new ScriptReader(UTC, clock).read(script), random),
        shifts);
  }

  private Scenario stepped(long seed, SplittableRandom random) {
    HostScript script = generator.host(seed);
    Instant at = script.spec().start().plus(script.spec().life().dividedBy(2));
    Duration by = Duration.ofSeconds(random.nextInt(30, 600) * (random.nextBoolean() ? 1L : -1L));
    HostClock clock = new HostClock(Duration.ZERO).stepAt(at, by);
    return new Scenario(
        script,
        Mode.CLOCK_STEP,
        judge.judge(script, List.of(step(at, by))),
        steps(script, Mode.CLOCK_STEP, new ScriptReader(UTC, clock).read(script), random),
        List.of(Duration.ZERO, by));
  }

  /** Records of a clock that was put back come as if they had been late by that. */
  private static Disturbance step(Instant at, Duration by) {
    return by.isNegative() ? new Disturbance(at, at.plus(UNNOTICED).minus(by)) : Disturbance.at(at);
  }

  private Scenario daylightSaving(long seed, SplittableRandom random) {
    Instant change = random.nextInt(4) == 0 ? SPRING : AUTUMN;
    HostScript script =
        generator.from(change.minus(HOUR.multipliedBy(4)), HOUR.multipliedBy(3)).host(seed);
    HostClock clock = new HostClock(Duration.ZERO);
    return new Scenario(
        script,
        Mode.DAYLIGHT_SAVING,
        judge.judge(script, List.of(Disturbance.at(change), Disturbance.at(change.plus(HOUR)))),
        steps(script, Mode.DAYLIGHT_SAVING, new ScriptReader(NEW_YORK, clock).read(script), random),
        List.of(Duration.ZERO, HOUR.negated()));
  }

  private static List<Step> steps(
      HostScript script, Mode mode, List<ScriptReader.Dated> written, SplittableRandom random) {
    List<AuditRecord> arriving = new ArrayList<>(written.size());
    long delay = random.nextInt(20, 800);
    for (ScriptReader.Dated one : written) {
      if (mode == Mode.LOSSY && random.nextInt(100) < 15) {
        continue;
      }
      AuditRecord record = one.record();
      record.setReceivedAt(
          switch (mode) {
            case POLLED -> nextPoll(one.at());
            case SHUFFLED -> one.at().plusMillis(random.nextInt(100_000));
            default -> one.at().plusMillis(delay);
          });
      arriving.add(record);
    }
    if (mode == Mode.SHUFFLED) {
      arriving.sort(Comparator.comparing(AuditRecord::getReceivedAt));
    }
    if (mode == Mode.POISONED) {
      Poison.add(arriving, random);
    }
    return new StepWriter(mode, random).steps(arriving, script.end());
  }

  private static Instant nextPoll(Instant at) {
    long minute = Math.floorDiv(at.toEpochMilli(), 60_000) + 1;
    return Instant.ofEpochMilli(minute * 60_000);
  }
}
