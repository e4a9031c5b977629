package org.ikewatch.lab.oracle;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ikewatch.schemas.Confidence;
import org.ikewatch.schemas.Verdict;

/** Judges each failure of a host by its row, its surroundings and what was known before it. */
final class FailureJudge {
  private static final Duration FLOWED = Duration.ofMinutes(8 * 60 + 40);
  private static final Duration CLEARLY_IN_FORCE = Duration.ofMinutes(7 * 60 + 30);
  private static final Duration IN_FORCE_IKEV2 = Duration.ofHours(20);

  private final EvidenceTable table;
  private final HostScript script;
  private final HostSpec spec;

  /** When a pair's SA came up, and whether it is still clearly there. */
  private final Map<Pair, Known> known = new HashMap<>();

  private final Set<Pair> hadChild = new HashSet<>();
  private final Instant informativeSince;
  private boolean peerNamed;

  private record Known(Instant up, boolean clear) {}

  private FailureJudge(EvidenceTable table, HostScript script) {
    this.table = table;
    this.script = script;
    this.spec = script.spec();
    this.informativeSince = script.informativeSince();
  }

  /** All failures, by the time of the record that reports them. */
  static List<Judged> judge(EvidenceTable table, HostScript script) {
    return new FailureJudge(table, script).judge();
  }

  private List<Judged> judge() {
    Solitude solitude = new Solitude(script.episodes());
    List<Judged> judged = new ArrayList<>();
    for (int i = 0; i < script.episodes().size(); i++) {
      Episode episode = script.episodes().get(i);
      startOf(episode);
      if (episode.failure().isPresent() && !isNothing(episode)) {
        Judged one = judge(episode, episode.failure().get());
        judged.add(solitude.isDisturbed(i) ? one.uncounted() : one);
      }
      endOf(episode);
    }
    judged.sort(Comparator.comparing(Judged::at));
    return judged;
  }

  /** Whether the records in hand show that what failed left no harm. */
  private boolean isNothing(Episode episode) {
    return table.of(episode, spec.dialect(), spec.level()) instanceof Evidence.Nothing nothing
        && nothing.counted();
  }

  private Judged judge(Episode episode, Failure failure) {
    Evidence evidence = table.of(episode, spec.dialect(), spec.level());
    if (!(evidence instanceof Evidence.Finding finding)) {
      return judged(episode, failure, failure.verdict(), Provenance.NAMED, false, false);
    }
    boolean counted = finding.counted() && !isOld(failure) && !sharesPeer(failure.pair());
    Provenance provenance = finding.provenance();
    Verdict verdict = finding.verdict();
    if (provenance == Provenance.UNKNOWN) {
      counted &= !peerNamed;
    } else if (provenance == Provenance.ELIMINATION) {
      List<Known> clear = inForce(failure, true);
      List<Known> doubtful = inForce(failure, false);
      counted &=
          doubtful.isEmpty()
              && Duration.between(informativeSince, failure.begin()).compareTo(FLOWED) > 0;
      if (clear.size() > 1) {
        counted &= !deleteInHand(episode);
        provenance = Provenance.AMBIGUOUS;
        verdict = Verdict.UNDETERMINED;
      }
    }
    if (spec.dialect() == Dialect.A03_IKEV2 && spec.level() != Level.DEBUG) {
      counted &= !hadChild.contains(failure.pair());
    }
    boolean peerless = provenance == Provenance.UNKNOWN || provenance == Provenance.AMBIGUOUS;
    Judged one = judged(episode, failure, verdict, provenance, peerless, counted);
    return new Judged(
        one.episode(),
        one.failure(),
        one.verdict(),
        peerless ? Confidence.INFERRED : finding.confidence(),
        one.provenance(),
        one.peerless(),
        one.counted());
  }

  /** The delete in the same moment names the peer, though no guide says that it belongs to it. */
  private boolean deleteInHand(Episode episode) {
    return episode.lines().stream()
        .anyMatch(
            line ->
                line.level().isWrittenAt(spec.level())
                    && line.text().startsWith("ISAKMP-SA deleted"));
  }

  private static Judged judged(
      Episode episode,
      Failure failure,
      Verdict verdict,
      Provenance provenance,
      boolean peerless,
      boolean counted) {
    return new Judged(
        episode, failure, verdict, Confidence.CONFIRMED, provenance, peerless, counted);
  }

  private boolean isOld(Failure failure) {
    Duration limit = spec.dialect() == Dialect.A03_IKEV2 ? IN_FORCE_IKEV2 : CLEARLY_IN_FORCE;
    return failure
        .saSince()
        .filter(since -> Duration.between(since, failure.at()).compareTo(limit) > 0)
        .isPresent();
  }

  /** A.02's texts have no local address. */
  private boolean sharesPeer(Pair pair) {
    return spec.dialect() == Dialect.A02
        && spec.pairs().stream().filter(other -> other.peer().equals(pair.peer())).count() > 1;
  }

  private List<Known> inForce(Failure failure, boolean clear) {
    List<Known> found = new ArrayList<>();
    for (Known one : known.values()) {
      Duration age = Duration.between(one.up(), failure.at());
      boolean clearly = one.clear() && age.compareTo(CLEARLY_IN_FORCE) < 0;
      if (clear ? clearly : !clearly && age.compareTo(FLOWED) < 0) {
        found.add(one);
      }
    }
    return found;
  }

  private void startOf(Episode episode) {
    episode
        .phase1Up()
        .ifPresent(up -> known.put(episode.pair().orElseThrow(), new Known(up, true)));
  }

  private void endOf(Episode episode) {
    episode.pair().ifPresent(pair -> end(episode, pair));
    peerNamed |=
        episode.pair().isPresent()
            && episode.lines().stream()
                .anyMatch(
                    line ->
                        line.level().isWrittenAt(spec.level())
                            && line.text().contains(episode.pair().get().peer()));
  }

  private void end(Episode episode, Pair pair) {
    if (episode.childUp().isPresent() && spec.level() != Level.ERROR) {
      hadChild.add(pair);
    }
    Known before = known.get(pair);
    if (before != null && (episode.saEnd().isPresent() || episode.failure().isPresent())) {
      boolean deletedInHand = episode.failure().isEmpty() && spec.dialect() != Dialect.A02;
      if (deletedInHand) {
        known.remove(pair);
      } else {
        known.put(pair, new Known(before.up(), false));
      }
    }
  }
}
