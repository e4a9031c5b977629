package org.ikewatch.lab.oracle;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import org.ikewatch.lab.oracle.HostSpec.Flavor;

/** Chooses what happens next between a host and a peer. */
final class KindChooser {
  /** A lifetime and some: by then informative records have flowed for long enough. */
  private static final Duration LIFETIME = Duration.ofMinutes(8 * 60 + 40);

  private final HostSpec spec;
  private final SplittableRandom random;

  KindChooser(HostSpec spec, SplittableRandom random) {
    this.spec = spec;
    this.random = random;
  }

  /** Nothing, where the lane is to stay quiet for now. */
  List<StoryKind> choose(int laneIndex, List<StoryKind> possible, Instant at) {
    boolean strict = random.nextInt(8) > 0;
    int sum = 0;
    for (StoryKind kind : possible) {
      sum += weight(kind, laneIndex, at, strict);
    }
    if (sum == 0) {
      return List.of();
    }
    int dice = random.nextInt(sum);
    for (StoryKind kind : possible) {
      dice -= weight(kind, laneIndex, at, strict);
      if (dice < 0) {
        return List.of(kind);
      }
    }
    throw new IllegalStateException("the weights add up");
  }

  private int weight(StoryKind kind, int laneIndex, Instant at, boolean strict) {
    boolean quickMode =
        kind == StoryKind.QM_REFUSED
            || kind == StoryKind.QM_TIMEOUT
            || kind == StoryKind.QM_REFUSED_DELETED;
    if (spec.flavor() == Flavor.PHASE_ONE && quickMode) {
      return 0;
    }
    if (spec.flavor() == Flavor.ONE_SA) {
      if (laneIndex > 0) {
        return kind == StoryKind.MM_TIMEOUT ? 10 : 0;
      }
      if (at.isBefore(spec.start().plus(LIFETIME))) {
        return 0;
      }
      return quickMode || kind == StoryKind.HEALTHY || kind == StoryKind.REKEY ? 10 : 0;
    }
    if (spec.dialect() == Dialect.A03_IKEV2 && spec.level() != Level.DEBUG) {
      boolean failing = laneIndex % 2 == 0;
      if (strict && failing != kind.isFailure()) {
        return 0;
      }
    }
    return switch (kind) {
      case HEALTHY -> 30;
      case P1_NO_CONFIGURATION, CROSSING, REKEY_REFUSED, MM_PROCESSING_FAILED -> 1;
      case QM_REFUSED_DELETED -> 2;
      case P1_SILENT_WAITING -> spec.level() == Level.ERROR ? 1 : 8;
      default -> 8;
    };
  }
}
