package org.ikewatch.lab.oracle;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.ikewatch.lab.oracle.HostSpec.Flavor;

/** Makes up the life of one host: trains of failures, successes, ends, restarts, context. */
final class LifeWriter {
  private static final int MIN_RECORDS = 110;
  private static final int MAX_EPISODES_OF_A_LANE = 14;

  private final HostSpec spec;
  private final SplittableRandom random;
  private final Stories stories;
  private final KindChooser chooser;
  private final List<Lane> lanes = new ArrayList<>();
  private final List<Episode> episodes = new ArrayList<>();
  private final List<Instant> restarts = new ArrayList<>();
  private final Instant end;

  LifeWriter(HostSpec spec, EvidenceTable table, SplittableRandom random) {
    this.spec = spec;
    this.random = random;
    this.stories =
        switch (spec.dialect()) {
          case A02 -> new A02Stories();
          case A03_IKEV1 -> new Ikev1Stories();
          case A03_IKEV2 -> new Ikev2Stories();
        };
    this.chooser = new KindChooser(spec, table, random.split());
    spec.pairs().forEach(pair -> lanes.add(new Lane(pair, spec.traits(), random.split())));
    this.end = spec.start().plus(spec.life());
  }

  HostScript write() {
    if (spec.concurrent()) {
      for (int i = 0; i < lanes.size(); i++) {
        lane(i, spec.start().plusSeconds(random.nextInt(600)));
      }
    } else {
      serial();
    }
    scans();
    episodes.sort(Comparator.comparing(Episode::begin));
    HostScript script =
        new HostScript(spec, episodes, context(), restarts, 1L + random.nextInt(3_000));
    return filled(script);
  }

  private void serial() {
    boolean restarting = random.nextInt(8) == 0;
    Instant at = spec.start().plusSeconds(60L + random.nextInt(240));
    while (at.isBefore(end)) {
      if (restarting && restarts.isEmpty() && random.nextInt(6) == 0) {
        at = restart(at);
      }
      at = train(random.nextInt(lanes.size()), at);
    }
  }

  private void lane(int index, Instant from) {
    Instant at = from;
    int started = episodes.size();
    while (at.isBefore(end) && episodes.size() - started < MAX_EPISODES_OF_A_LANE) {
      at = train(index, at);
    }
  }

  /** The same story once, or again and again as the application reconnects. */
  private Instant train(int index, Instant from) {
    Lane lane = lanes.get(index);
    Instant at = from;
    Optional<StoryKind> chosen =
        chooser.choose(index, stories.possible(lane, at), lane.lastFailure(), at);
    if (chosen.isEmpty()) {
      return at.plusSeconds(120L + random.nextInt(600));
    }
    StoryKind kind = chosen.get();
    boolean sparse = spec.flavor() == Flavor.SPARSE;
    int repeats = kind.isFailure() && !sparse ? 1 + random.nextInt(4) : 1;
    for (int i = 0; i < repeats && at.isBefore(end); i++) {
      if (!stories.possible(lane, at).contains(kind)) {
        break;
      }
      Episode episode = stories.play(kind, lane, at);
      episodes.add(episode);
      if (kind.isFailure()) {
        lane.failed(episode);
      }
      at = episode.end().plus(i + 1 < repeats ? again() : next(sparse));
    }
    return at;
  }

  private Duration again() {
    return random.nextInt(8) == 0
        ? Duration.ofSeconds(14 * 60L + random.nextInt(11 * 60))
        : Duration.ofSeconds(130L + random.nextInt(330));
  }

  private Duration next(boolean sparse) {
    return sparse
        ? Duration.ofSeconds(52 * 60L + random.nextInt(40 * 60))
        : Duration.ofSeconds(130L + random.nextInt(random.nextInt(60, 3_600)));
  }

  /** The daemon restarts; a negotiation that is under way is cut off. */
  private Instant restart(Instant at) {
    Instant restart = at;
    if (spec.dialect() != Dialect.A02 && random.nextBoolean()) {
      Lane lane = lanes.get(random.nextInt(lanes.size()));
      lane.down();
      Episode cut = stories.play(StoryKind.P1_SILENT, lane, at);
      restart = at.plusSeconds(10);
      Instant until = restart;
      episodes.add(
          new Episode(
              StoryKind.KILLED_ATTEMPT,
              cut.role(),
              cut.pair(),
              cut.begin(),
              at.plusSeconds(95),
              Naming.NEEDS_SOLITUDE,
              cut.lines().stream().filter(line -> line.at().isBefore(until)).toList(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty()));
    }
    restarts.add(restart);
    lanes.forEach(Lane::down);
    return restart.plusSeconds(200);
  }

  /** Records that no negotiation of ours wrote (racoon2 ikev1.c, ikev2.c). */
  private void scans() {
    List<String> texts =
        spec.dialect() == Dialect.A03_IKEV2
            ? List.of("unknown ikev2 peer", "message to a nonexistent ike_sa")
            : List.of(
                "malformed cookie received.",
                "unknown Informational exchange received.",
                "invalid flag 0x41.",
                "message id should be zero in phase1.",
                "Commit bit on phase1 forbidden.",
                "unsupported isakmp version 3.000.");
    if (spec.dialect() == Dialect.A02 || random.nextInt(3) > 0) {
      return;
    }
    Level level = spec.dialect() == Dialect.A03_IKEV2 ? Level.WARNING : Level.ERROR;
    int count = 1 + random.nextInt(6);
    for (int i = 0; i < count; i++) {
      Instant at = spec.start().plusSeconds(random.nextInt((int) spec.life().toSeconds()));
      episodes.add(
          new EpisodeWriter(StoryKind.SCANNER, Role.EITHER, Optional.empty(), at)
              .say(0, level, texts.get(random.nextInt(texts.size())))
              .done(Naming.NONE));
    }
  }

  private List<Line> context() {
    List<Line> lines = new ArrayList<>();
    Instant at = spec.start();
    while (at.isBefore(end)) {
      lines.add(ContextTexts.written(spec.level(), at, random));
      at = at.plusMillis(120_000L + random.nextInt(480_000));
    }
    return lines;
  }

  private HostScript filled(HostScript script) {
    HostScript filled = script;
    int life = (int) spec.life().toMillis();
    int missing = MIN_RECORDS - filled.written().size();
    while (missing > 0) {
      List<Line> context = new ArrayList<>(filled.context());
      for (int i = 0; i < missing; i++) {
        context.add(
            ContextTexts.written(
                spec.level(), spec.start().plusMillis(random.nextInt(life)), random));
      }
      filled =
          new HostScript(spec, filled.episodes(), context, filled.restarts(), filled.firstMsg());
      missing = MIN_RECORDS - filled.written().size();
    }
    return filled;
  }
}
