package org.ikewatch.bench.fleet;

import static org.ikewatch.bench.fleet.Kind.CHILD_FAILED;
import static org.ikewatch.bench.fleet.Kind.PHASE1_FAILED;
import static org.ikewatch.bench.fleet.Kind.SA_ENDED;
import static org.ikewatch.bench.fleet.Kind.SA_UP;

import java.util.List;
import java.util.Random;
import org.ikewatch.schemas.Verdict;

/** The negotiations of a host with one of its peers, one after the other. */
final class FleetPair {
  private static final List<Kind> SUCCESS = List.of(SA_UP, SA_ENDED);
  private static final List<Kind> PHASE1_FAILURE = List.of(PHASE1_FAILED);
  private static final List<Kind> CHILD_FAILURE = List.of(SA_UP, CHILD_FAILED, SA_ENDED);

  private final int hostNumber;
  private final int pair;
  private final String host;
  private final String local;
  private final String peer;
  private final Dialect dialect;
  private final boolean failing;

  /** Where there are two sorts of failures, a pair has one of them. */
  private final List<Kind> failure;

  private List<Kind> session;
  private int step;
  private int sessions;

  FleetPair(int hostNumber, int peerNumber, int pair, boolean failing) {
    this.hostNumber = hostNumber;
    this.pair = pair;
    this.failing = failing;
    this.host = "hpux" + (10_000 + hostNumber);
    this.local = "15.1." + hostNumber / 250 + "." + (1 + hostNumber % 250);
    this.peer =
        "15."
            + (2 + peerNumber / 62_500)
            + "."
            + peerNumber / 250 % 250
            + "."
            + (1 + peerNumber % 250);
    this.dialect = hostNumber % 2 == 0 ? Dialect.A02 : Dialect.A03_IKEV2;
    this.failure = dialect == Dialect.A02 || peerNumber % 2 == 0 ? PHASE1_FAILURE : CHILD_FAILURE;
    this.session = failing ? failure : SUCCESS;
  }

  int hostNumber() {
    return hostNumber;
  }

  String host() {
    return host;
  }

  String peer() {
    return peer;
  }

  /** The next record that bears on a negotiation. */
  Dialect.Text next(Random random, Detections detections) {
    Kind kind = session.get(step++);
    if (step == session.size()) {
      if (session == PHASE1_FAILURE) {
        detections.add(host, peer, Verdict.MM_FAILURE, 1);
      } else if (session == CHILD_FAILURE) {
        detections.add(host, peer, Verdict.QM_TRIGGERED_DELETE, 1);
      }
      step = 0;
      sessions++;
      session = failing || (isTroubled() && random.nextInt(3) == 0) ? failure : SUCCESS;
    }
    return dialect.text(kind);
  }

  /** The record of an SA that comes up. */
  Dialect.Text established() {
    return dialect.text(SA_UP);
  }

  /** Whether a negotiation has begun and not ended. */
  boolean isUnderWay() {
    return step > 0;
  }

  private boolean isTroubled() {
    return Dialect.mix(pair, 1) % 4 == 0;
  }

  String fill(String text, long number) {
    return text.replace("%L", local)
        .replace("%P", peer)
        .replace("%S", dialect.identity(pair, sessions))
        .replace("%C", "%016x:%016x".formatted(Dialect.mix(number, 2), Dialect.mix(number, 3)));
  }
}
