package org.ikewatch.lab.oracle;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.ikewatch.lab.oracle.HostSpec.Flavor;

/** Chooses what happens next between a host and a peer. */
final class KindChooser {
  /** A lifetime and some: by then informative records have flowed for long enough. */
  private static final Duration LIFETIME = Duration.ofMinutes(8 * 60 + 40);

  /** A failure this long after the last one may or may not be of the same incident. */
  private static final Duration DOUBTFUL_FROM = Duration.ofMinutes(26);

  private static final Duration DOUBTFUL_TO = Duration.ofMinutes(44);

  private static final Duration BEGINNING = Duration.ofHours(1);

  private static final Set<StoryKind> QUICK_MODES =
      Set.of(StoryKind.QM_REFUSED, StoryKind.QM_TIMEOUT, StoryKind.QM_REFUSED_DELETED);
  private static final Set<StoryKind> NEED_SOLITUDE =
      Set.of(
          StoryKind.MM_TIMEOUT_PROCESSING_FAILED,
          StoryKind.MM_PROCESSING_FAILED,
          StoryKind.QM_REFUSED,
          StoryKind.QM_TIMEOUT,
          StoryKind.QM_REFUSED_DELETED,
          StoryKind.P1_SILENT,
          StoryKind.P1_SILENT_WAITING,
          StoryKind.P1_SILENT_WAITING_BARE,
          StoryKind.P1_MISMATCH,
          StoryKind.P1_WRONG_KEY,
          StoryKind.P1_OVER_OLD_SA,
          StoryKind.P2_NO_SELECTOR,
          StoryKind.FIRST_CHILD_REFUSED);

  private final HostSpec spec;
  private final EvidenceTable table;
  private final SplittableRandom random;

  KindChooser(HostSpec spec, EvidenceTable table, SplittableRandom random) {
    this.spec = spec;
    this.table = table;
    this.random = random;
  }

  /**
   * One of the possible stories; nothing, where the lane is to stay quiet for now.
   *
   * @param laneIndex which of the host's pairs
   * @param last the pair's last failure
   */
  Optional<StoryKind> choose(
      int laneIndex, List<StoryKind> possible, Optional<Episode> last, Instant at) {
    List<StoryKind> allowed =
        possible.stream()
            .filter(kind -> spec.wild() || (isDecidable(kind) && isDistinct(kind, last, at)))
            .filter(kind -> hasFlavor(kind, laneIndex, at))
            .filter(kind -> kind != StoryKind.CROSSING || isEstablished(at))
            .toList();
    int sum = allowed.stream().mapToInt(KindChooser::weight).sum();
    if (sum == 0) {
      return Optional.empty();
    }
    int dice = random.nextInt(sum);
    for (StoryKind kind : allowed) {
      dice -= weight(kind);
      if (dice < 0) {
        return Optional.of(kind);
      }
    }
    throw new IllegalStateException("the weights add up");
  }

  /**
   * A crossing is recognised by the success before the time-out. Where the first records of a host
   * are lost, nothing shows that successes are written at all, and the time-out stands for itself.
   */
  private boolean isEstablished(Instant at) {
    return at.isAfter(spec.start().plus(BEGINNING));
  }

  private static int weight(StoryKind kind) {
    return kind == StoryKind.HEALTHY || kind == StoryKind.QM_REFUSED_DELETED ? 4 : 1;
  }

  /** Whether the records of the story suffice in every role. */
  private boolean isDecidable(StoryKind kind) {
    boolean anonymous = spec.flavor() == Flavor.SPARSE && spec.dialect() != Dialect.A03_IKEV1;
    boolean atError = spec.level() == Level.ERROR || spec.dialect() == Dialect.A02;
    List<Evidence> rows = table.of(kind, spec.dialect(), spec.level());
    if (!rows.stream().allMatch(Evidence::counted)
        || (spec.concurrent() && NEED_SOLITUDE.contains(kind))) {
      return false;
    }
    boolean unknown =
        rows.stream()
            .anyMatch(
                row ->
                    row instanceof Evidence.Finding finding
                        && finding.provenance() == Provenance.UNKNOWN);
    if (spec.dialect() == Dialect.A03_IKEV1) {
      return true;
    }
    return unknown == (anonymous && atError);
  }

  private boolean isDistinct(StoryKind kind, Optional<Episode> last, Instant at) {
    if (last.isEmpty() || !kind.isFailure()) {
      return true;
    }
    Duration since = Duration.between(last.get().end(), at);
    if (since.compareTo(DOUBTFUL_FROM) > 0 && since.compareTo(DOUBTFUL_TO) < 0) {
      return false;
    }
    boolean undecided = spec.dialect() == Dialect.A03_IKEV2 && spec.level() != Level.DEBUG;
    return !undecided || since.compareTo(DOUBTFUL_TO) > 0 || kind == last.get().kind();
  }

  private boolean hasFlavor(StoryKind kind, int laneIndex, Instant at) {
    if (spec.flavor() == Flavor.PHASE_ONE) {
      return !QUICK_MODES.contains(kind);
    }
    if (spec.flavor() == Flavor.ONE_SA) {
      if (laneIndex > 0) {
        return kind == StoryKind.MM_TIMEOUT;
      }
      return !at.isBefore(spec.start().plus(LIFETIME))
          && (QUICK_MODES.contains(kind) || kind == StoryKind.HEALTHY || kind == StoryKind.REKEY);
    }
    boolean eitherOr = spec.dialect() == Dialect.A03_IKEV2 && spec.level() != Level.DEBUG;
    boolean failing = laneIndex % 2 == 0;
    return spec.wild() || !eitherOr || failing == kind.isFailure();
  }
}
