package org.ikewatch.lab.oracle;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.ikewatch.schemas.Verdict;

/**
 * A.01 and A.02 (A0200 p. 174-177). The texts of deletes are not printed in the guides: hosts with
 * {@link Traits#assumedDeletes()} write racoon2's, the others write none.
 */
final class A02Stories implements Stories {
  private static final Duration SETTLED = Duration.ofMinutes(10);
  private static final long EXCHANGE = 31_000;

  @Override
  public List<StoryKind> possible(Lane lane, Instant at) {
    List<StoryKind> kinds = new ArrayList<>();
    kinds.addAll(List.of(StoryKind.QM_REFUSED, StoryKind.QM_TIMEOUT));
    if (lane.sa().isEmpty()) {
      kinds.addAll(
          List.of(
              StoryKind.HEALTHY,
              StoryKind.MM_TIMEOUT,
              StoryKind.MM_TIMEOUT_PROCESSING_FAILED,
              StoryKind.MM_PROCESSING_FAILED,
              StoryKind.CROSSING));
      if (lane.traits().assumedDeletes()) {
        kinds.addAll(List.of(StoryKind.QM_REFUSED_DELETED, StoryKind.MAXQM_ONE));
      }
      return kinds;
    }
    kinds.add(StoryKind.REKEY);
    if (lane.traits().assumedDeletes()) {
      kinds.addAll(
          List.of(
              StoryKind.LIFETIME,
              StoryKind.MAXQM_REACHED,
              StoryKind.INITIAL_CONTACT,
              StoryKind.OPERATOR_DELETE,
              StoryKind.PEER_DELETE));
    }
    if (lane.sa().get().since().plus(SETTLED).isBefore(at)) {
      kinds.add(StoryKind.MM_TIMEOUT);
    }
    return kinds;
  }

  @Override
  public Episode play(StoryKind kind, Lane lane, Instant at) {
    EpisodeWriter w = lane.open(kind, Role.INITIATOR, at);
    SplittableRandom random = lane.random();
    return switch (kind) {
      case HEALTHY, REKEY -> {
        complete(w, lane);
        yield w.done(Naming.SELF_NAMING);
      }
      case MM_TIMEOUT -> {
        lane.down();
        w.error(EXCHANGE, timeout(lane)).failed(0, EXCHANGE, Verdict.MM_FAILURE, Optional.empty());
        yield w.done(Naming.SELF_NAMING);
      }
      case MM_TIMEOUT_PROCESSING_FAILED -> {
        long other = EXCHANGE + (random.nextBoolean() ? 40L : -40L);
        w.error(EXCHANGE, timeout(lane)).error(other, "Main Mode processing failed");
        w.failed(0, EXCHANGE, Verdict.MM_FAILURE, Optional.empty());
        yield w.done(Naming.NEEDS_SOLITUDE);
      }
      case MM_PROCESSING_FAILED -> {
        w.error(600, "Main Mode processing failed");
        w.failed(0, 600, Verdict.MM_FAILURE, Optional.empty());
        yield w.done(Naming.NEEDS_SOLITUDE);
      }
      case QM_REFUSED -> quickMode(w, lane, 1_000, "Quick Mode processing failed");
      case QM_TIMEOUT ->
          quickMode(
              w,
              lane,
              EXCHANGE,
              "QM negotiation timeout, mess ID %04x".formatted(random.nextInt(0x10000)));
      case QM_REFUSED_DELETED -> {
        complete(w, lane);
        int refusals = 1 + random.nextInt(2);
        for (int i = 0; i < refusals; i++) {
          w.error(1_000 + i * 200L, "Quick Mode processing failed");
        }
        w.failed(0, 1_000, Verdict.QM_TRIGGERED_DELETE, since(lane));
        end(w, lane, 1_500);
        yield w.done(Naming.NEEDS_SOLITUDE);
      }
      case MAXQM_ONE -> {
        complete(w, lane);
        end(w, lane, 900);
        yield w.done(Naming.SELF_NAMING);
      }
      case CROSSING -> {
        complete(w, lane);
        long late = 5_000L + random.nextInt(26_000);
        w.error(late, timeout(lane)).failed(0, late, Verdict.MM_FAILURE, Optional.empty());
        yield w.done(Naming.SELF_NAMING);
      }
      case LIFETIME -> {
        w.info(0, "ISAKMP-SA expired " + lane.bareEnds("-") + " spi:" + id(lane));
        end(w, lane, 1_000);
        yield w.done(Naming.SELF_NAMING);
      }
      case INITIAL_CONTACT -> {
        w.info(0, "processing INITIALCONTACT for " + lane.bareEnds("->"));
        end(w, lane, 200);
        yield w.done(Naming.SELF_NAMING);
      }
      case MAXQM_REACHED, OPERATOR_DELETE -> {
        end(w, lane, 0);
        yield w.done(Naming.SELF_NAMING);
      }
      case PEER_DELETE -> {
        w.info(0, "purging ISAKMP-SA spi=" + id(lane) + ".");
        end(w, lane, 1_000);
        yield w.done(Naming.SELF_NAMING);
      }
      default -> throw new IllegalArgumentException("A.02 has no " + kind);
    };
  }

  private static Episode quickMode(EpisodeWriter w, Lane lane, long after, String text) {
    long start = 0;
    if (lane.sa().isEmpty()) {
      complete(w, lane);
      start = 100;
    }
    w.error(start + after, text);
    w.failed(start, start + after, Verdict.QM_TRIGGERED_DELETE, since(lane));
    if (lane.traits().assumedDeletes() && lane.random().nextBoolean()) {
      end(w, lane, start + after + 300);
    } else {
      w.saEnd(start + after + 300);
      lane.down();
    }
    return w.done(Naming.NEEDS_SOLITUDE);
  }

  private static void complete(EpisodeWriter w, Lane lane) {
    w.info(0, "MM negotiation complete with the peer " + lane.pair().peer()).phase1Up(0);
    lane.up(new Sa(lane.cookies(), w.time(0), true));
  }

  private static void end(EpisodeWriter w, Lane lane, long millis) {
    w.info(millis, "ISAKMP-SA deleted " + lane.bareEnds("-") + " spi:" + id(lane)).saEnd(millis);
    lane.down();
  }

  private static String timeout(Lane lane) {
    return "MM negotiation timeout, src " + lane.pair().peer();
  }

  private static String id(Lane lane) {
    return lane.sa().orElseThrow().id();
  }

  private static Optional<Instant> since(Lane lane) {
    return lane.sa().map(Sa::since);
  }
}
