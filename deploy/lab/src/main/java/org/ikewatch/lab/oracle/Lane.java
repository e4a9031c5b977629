package org.ikewatch.lab.oracle;

import java.time.Instant;
import java.util.Optional;
import java.util.SplittableRandom;

/** What the daemon holds for one pair while the host's life is made up. */
final class Lane {
  private final Pair pair;
  private final Traits traits;
  private final SplittableRandom random;
  private Optional<Sa> sa = Optional.empty();
  private Optional<Episode> lastFailure = Optional.empty();

  Lane(Pair pair, Traits traits, SplittableRandom random) {
    this.pair = pair;
    this.traits = traits;
    this.random = random;
  }

  Pair pair() {
    return pair;
  }

  Traits traits() {
    return traits;
  }

  SplittableRandom random() {
    return random;
  }

  Optional<Sa> sa() {
    return sa;
  }

  Optional<Episode> lastFailure() {
    return lastFailure;
  }

  void failed(Episode episode) {
    lastFailure = Optional.of(episode);
  }

  void up(Sa established) {
    sa = Optional.of(established);
  }

  void down() {
    sa = Optional.empty();
  }

  EpisodeWriter open(StoryKind kind, Role role, Instant at) {
    return new EpisodeWriter(kind, role, Optional.of(pair), at);
  }

  Role anyRole() {
    return random.nextBoolean() ? Role.INITIATOR : Role.RESPONDER;
  }

  /** A pointer of the daemon's heap: from a small set, so that they come again. */
  String pointer() {
    String pointer;
    do {
      pointer = Integer.toHexString(0x40079580 + 0x78 * random.nextInt(12));
    } while (sa.isPresent() && sa.get().id().equals(pointer));
    return pointer;
  }

  String cookies() {
    return "%016x:%016x".formatted(random.nextLong() | 1, random.nextLong() | 1);
  }

  String messageId() {
    return "%08x".formatted(random.nextInt() | 1);
  }

  /** The addresses as the A.03 texts print them. */
  String ends(String separator) {
    return pair.local() + "/500" + separator + pair.peer() + "/500";
  }

  /** The addresses as the A.02 texts would print them. */
  String bareEnds(String separator) {
    return pair.local() + separator + pair.peer();
  }

  /** The prefix of the IKEv2 texts. */
  String prefix() {
    return "local " + pair.local() + "/500 - remote " + pair.peer() + "/500:";
  }
}
