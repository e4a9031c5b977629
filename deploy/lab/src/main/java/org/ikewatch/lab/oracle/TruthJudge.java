package org.ikewatch.lab.oracle;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.ikewatch.schemas.Confidence;

/** Says what is true of a host and what of it can be known from its records: EVIDENCE.md. */
public final class TruthJudge {
  /** Longer quiet ends an incident whatever the step; the largest one is of half an hour. */
  private static final Duration DOUBTFUL_GAP = Duration.ofMinutes(80);

  private static final Duration ALONE = Duration.ofMinutes(50);
  private static final Duration DISTURBED = Duration.ofMinutes(10);
  private static final Duration EARLY = Duration.ofSeconds(2);
  private static final Duration LATE = Duration.ofSeconds(3);

  private final EvidenceTable table;

  /** A judge by this table. */
  public TruthJudge(EvidenceTable table) {
    this.table = table;
  }

  /**
   * The truth of a host all of whose records arrive.
   *
   * @param script its life
   * @param disturbances times around which nothing is demanded, such as steps of its clock
   */
  public HostTruth judge(HostScript script, List<Disturbance> disturbances) {
    List<Judged> judged = FailureJudge.judge(table, script);
    judged.replaceAll(
        one -> disturbs(one.failure().begin(), one.at(), disturbances) ? one.uncounted() : one);
    aloneWithoutPeer(judged);
    List<Judged> doubts =
        judged.stream()
            .filter(one -> !one.counted() && one.episode().naming() == Naming.NEEDS_SOLITUDE)
            .toList();
    judged.replaceAll(one -> isNear(one, doubts) ? one.uncounted() : one);

    List<ExpectedIncident> expected = new ArrayList<>();
    Map<Pair, List<Judged>> byPair = new LinkedHashMap<>();
    script.spec().pairs().forEach(pair -> byPair.put(pair, new ArrayList<>()));
    boolean suffices = true;
    Set<String> uncounted = uncountedBenign(script, disturbances);
    for (Judged one : judged) {
      if (one.named()) {
        byPair.get(one.failure().pair()).add(one);
      } else if (one.counted()) {
        expected.add(incident(List.of(one), script.spec()));
      } else {
        // An engine may know whose it is where the table does not say so.
        uncounted.add(one.failure().pair().peer());
        suffices = false;
      }
    }
    Map<String, List<ExpectedIncident>> ofPeer = new HashMap<>();
    byPair.forEach(
        (pair, failures) -> {
          Optional<List<List<Judged>>> incidents =
              failures.stream().allMatch(Judged::counted)
                  ? IncidentFold.of(failures, successes(script, pair))
                  : Optional.empty();
          if (incidents.isEmpty()
              || spans(incidents.get(), disturbances)
              || isNextToLimit(incidents.get(), disturbances)) {
            uncounted.add(pair.peer());
          } else {
            incidents
                .get()
                .forEach(
                    one ->
                        ofPeer
                            .computeIfAbsent(pair.peer(), peer -> new ArrayList<>())
                            .add(incident(one, script.spec())));
          }
        });
    Set<String> counted = new HashSet<>();
    for (Pair pair : script.spec().pairs()) {
      if (!uncounted.contains(pair.peer()) && counted.add(pair.peer())) {
        expected.addAll(ofPeer.getOrDefault(pair.peer(), List.of()));
      }
    }
    return new HostTruth(
        failures(script), expected, counted, !doubts.isEmpty(), suffices && uncounted.isEmpty());
  }

  /** What truly failed, without what the records in hand show to have left no harm. */
  private List<Failure> failures(HostScript script) {
    HostSpec spec = script.spec();
    return script.episodes().stream()
        .filter(
            episode ->
                !(table.of(episode, spec.dialect(), spec.level()) instanceof Evidence.Nothing none
                    && none.counted()))
        .flatMap(episode -> episode.failure().stream())
        .toList();
  }

  /**
   * Peers with a story without an incident that the records cannot tell from a failure, or whose
   * records a step of the clock sets apart.
   */
  private Set<String> uncountedBenign(HostScript script, List<Disturbance> disturbances) {
    Set<String> peers = new HashSet<>();
    for (Episode episode : script.episodes()) {
      Evidence evidence = table.of(episode, script.spec().dialect(), script.spec().level());
      if (evidence instanceof Evidence.Nothing none
          && (!none.counted()
              || (episode.failure().isPresent()
                  && disturbs(episode.begin(), episode.end(), disturbances)))) {
        episode.pair().ifPresent(pair -> peers.add(pair.peer()));
      }
    }
    return peers;
  }

  private static void aloneWithoutPeer(List<Judged> judged) {
    List<Judged> before = List.copyOf(judged);
    for (int i = 0; i < before.size(); i++) {
      Judged one = before.get(i);
      if (one.peerless() && one.counted() && hasNeighbour(before, i)) {
        judged.set(i, one.uncounted());
      }
    }
  }

  private static boolean hasNeighbour(List<Judged> judged, int index) {
    Instant at = judged.get(index).at();
    for (int i = 0; i < judged.size(); i++) {
      Judged other = judged.get(i);
      boolean near = Duration.between(at, other.at()).abs().compareTo(ALONE) < 0;
      if (i != index && near && (other.peerless() || !other.counted())) {
        return true;
      }
    }
    return false;
  }

  private static boolean isNear(Judged one, List<Judged> doubts) {
    return doubts.stream()
        .anyMatch(doubt -> Duration.between(one.at(), doubt.at()).abs().compareTo(ALONE) < 0);
  }

  private static boolean disturbs(Instant begin, Instant end, List<Disturbance> disturbances) {
    return disturbances.stream()
        .anyMatch(
            it ->
                begin.minus(DISTURBED).isBefore(it.to()) && end.plus(DISTURBED).isAfter(it.from()));
  }

  private static boolean spans(List<List<Judged>> incidents, List<Disturbance> disturbances) {
    return incidents.stream()
        .anyMatch(
            one ->
                disturbances.stream()
                    .map(Disturbance::from)
                    .anyMatch(
                        at ->
                            one.get(0).at().isBefore(at)
                                && one.get(one.size() - 1).at().isAfter(at)));
  }

  /** How long it was quiet is in doubt by the size of a step of the clock meanwhile. */
  private static boolean isNextToLimit(
      List<List<Judged>> incidents, List<Disturbance> disturbances) {
    List<Instant> failures =
        incidents.stream().flatMap(List::stream).map(Judged::at).sorted().toList();
    for (int i = 1; i < failures.size(); i++) {
      Instant before = failures.get(i - 1);
      Instant after = failures.get(i);
      boolean doubtful = Duration.between(before, after).compareTo(DOUBTFUL_GAP) < 0;
      if (doubtful
          && disturbances.stream()
              .anyMatch(it -> it.from().isAfter(before) && it.from().isBefore(after))) {
        return true;
      }
    }
    return false;
  }

  private static List<Instant> successes(HostScript script, Pair pair) {
    List<Instant> successes = new ArrayList<>();
    for (Episode episode : script.episodes()) {
      if (episode.pair().equals(Optional.of(pair))) {
        episode.phase1Up().ifPresent(successes::add);
        episode.childUp().ifPresent(successes::add);
      }
    }
    successes.sort(Comparator.naturalOrder());
    return successes;
  }

  private static ExpectedIncident incident(List<Judged> failures, HostSpec spec) {
    Failure first = failures.get(0).failure();
    Judged newest = failures.get(failures.size() - 1);
    boolean incomplete = spec.onlyIkmpd() && newest.provenance() == Provenance.SOLE_ATTEMPT;
    return new ExpectedIncident(
        newest.episode().kind(),
        newest.peerless() ? Optional.empty() : Optional.of(newest.failure().pair().peer()),
        newest.verdict(),
        incomplete ? Confidence.INFERRED : newest.confidence(),
        newest.provenance(),
        failures.size(),
        first.begin().minus(EARLY),
        first.at().plus(LATE),
        newest.at());
  }
}
