package org.ikewatch.lab.oracle;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.ikewatch.schemas.Verdict;

/** A.03 with IKEv1 (A0300 p. 154-157, A0302 p. 127; racoon2 ikev1.c where HP prints nothing). */
final class Ikev1Stories implements Stories {
  private static final long[] RESENDS = {0, 1_000, 3_000, 7_000, 15_000};
  private static final long EXCHANGE = 31_000;
  private static final Duration SETTLED = Duration.ofMinutes(12);
  private static final String HALF = ":0000000000000000";

  @Override
  public List<StoryKind> possible(Lane lane, Instant at) {
    List<StoryKind> kinds =
        new ArrayList<>(
            List.of(StoryKind.P2_TIMEOUT, StoryKind.P2_REFUSED, StoryKind.P2_NO_SELECTOR));
    if (lane.sa().isEmpty()) {
      kinds.addAll(
          List.of(
              StoryKind.HEALTHY,
              StoryKind.P1_SILENT,
              StoryKind.P1_SILENT_WAITING,
              StoryKind.P1_SILENT_WAITING_BARE,
              StoryKind.P1_MISMATCH,
              StoryKind.P1_WRONG_KEY,
              StoryKind.P1_NO_CONFIGURATION,
              StoryKind.STALE_PEER,
              StoryKind.CROSSING));
      return kinds;
    }
    kinds.addAll(
        List.of(
            StoryKind.HEALTHY_CHILD,
            StoryKind.REKEY,
            StoryKind.LIFETIME,
            StoryKind.INITIAL_CONTACT,
            StoryKind.OPERATOR_DELETE,
            StoryKind.PEER_DELETE));
    if (lane.sa().get().since().plus(SETTLED).isBefore(at)) {
      kinds.add(StoryKind.P1_OVER_OLD_SA);
    }
    return kinds;
  }

  @Override
  public Episode play(StoryKind kind, Lane lane, Instant at) {
    return switch (kind) {
      case HEALTHY -> healthy(lane, at);
      case HEALTHY_CHILD -> {
        Role role = lane.anyRole();
        EpisodeWriter w = lane.open(kind, role, at);
        Ikev1Texts.startPhase2(w, lane, 0, role);
        Ikev1Texts.childUp(w, lane, 300);
        yield w.done(Naming.SELF_NAMING);
      }
      case P1_SILENT, P1_SILENT_WAITING, P1_SILENT_WAITING_BARE, P1_OVER_OLD_SA ->
          silent(kind, lane, at);
      case P1_MISMATCH -> mismatch(lane, at);
      case P1_WRONG_KEY -> wrongKey(lane, at);
      case P1_NO_CONFIGURATION -> noConfiguration(lane, at);
      case P2_TIMEOUT, P2_REFUSED, P2_NO_SELECTOR -> phase2(kind, lane, at);
      case CROSSING -> crossing(lane, at);
      case STALE_PEER -> {
        EpisodeWriter w = lane.open(kind, Role.RESPONDER, at);
        w.error(
            0,
            "can't start the quick mode, there is no ISAKMP-SA, "
                + lane.cookies()
                + ":"
                + lane.messageId());
        yield w.done(Naming.NONE);
      }
      case REKEY, LIFETIME, INITIAL_CONTACT, OPERATOR_DELETE, PEER_DELETE ->
          Ikev1Ends.play(kind, lane, at);
      default -> throw new IllegalArgumentException("A.03 with IKEv1 has no " + kind);
    };
  }

  private static Episode healthy(Lane lane, Instant at) {
    Role role = lane.anyRole();
    EpisodeWriter w = lane.open(StoryKind.HEALTHY, role, at);
    long up = up(w, lane, role);
    Ikev1Texts.startPhase2(w, lane, up + 10, role);
    w.info(up + 20, "found host selector: hostPol");
    Ikev1Texts.childUp(w, lane, up + 400);
    return w.done(Naming.SELF_NAMING);
  }

  private static long up(EpisodeWriter w, Lane lane, Role role) {
    long up = 200L + lane.random().nextInt(2_500);
    w.info(0, "found ikev1 policy: default");
    Ikev1Texts.startPhase1(w, lane, 0, role);
    Ikev1Texts.established(w, lane, up, lane.cookies());
    return up;
  }

  private static Episode silent(StoryKind kind, Lane lane, Instant at) {
    SplittableRandom random = lane.random();
    EpisodeWriter w = lane.open(kind, Role.INITIATOR, at);
    String cookies = "%016x".formatted(random.nextLong() | 1) + HALF;
    w.info(0, "found ikev1 policy: default");
    Ikev1Texts.startPhase1(w, lane, 0, Role.INITIATOR);
    for (int i = 1; i < RESENDS.length; i++) {
      w.debug(RESENDS[i], "resend phase1 packet " + cookies);
    }
    w.error(EXCHANGE, Ikev1Texts.timeUp(lane, cookies));
    if (kind == StoryKind.P1_SILENT_WAITING || kind == StoryKind.P1_SILENT_WAITING_BARE) {
      long waiting = EXCHANGE + random.nextInt(-1_200, 1_200);
      w.error(waiting, Ikev1Texts.waiting(lane, kind == StoryKind.P1_SILENT_WAITING));
      w.info(waiting, "delete phase 2 handler.");
    }
    w.failed(0, EXCHANGE, Verdict.MM_FAILURE, Optional.empty());
    lane.down();
    return w.done(Naming.NEEDS_SOLITUDE);
  }

  private static Episode mismatch(Lane lane, Instant at) {
    EpisodeWriter w = lane.open(StoryKind.P1_MISMATCH, Role.RESPONDER, at);
    int resends = 1 + lane.random().nextInt(RESENDS.length);
    int rejected = 1 + lane.random().nextInt(6);
    for (int i = 0; i < resends; i++) {
      Ikev1Texts.refusal(w, lane, RESENDS[i], rejected);
    }
    w.failed(0, RESENDS[resends - 1], Verdict.MM_FAILURE, Optional.empty());
    return w.done(Naming.NEEDS_SOLITUDE);
  }

  private static Episode wrongKey(Lane lane, Instant at) {
    Role role = lane.anyRole();
    EpisodeWriter w = lane.open(StoryKind.P1_WRONG_KEY, role, at);
    w.info(0, "found ikev1 policy: default");
    Ikev1Texts.startPhase1(w, lane, 0, role);
    int resends = 1 + lane.random().nextInt(RESENDS.length);
    for (int i = 0; i < resends; i++) {
      w.error(400 + RESENDS[i], "HASH mismatched");
    }
    long end = EXCHANGE + 400;
    w.error(end, Ikev1Texts.timeUp(lane, lane.cookies()));
    w.failed(0, end, Verdict.MM_FAILURE, Optional.empty());
    return w.done(Naming.NEEDS_SOLITUDE);
  }

  private static Episode noConfiguration(Lane lane, Instant at) {
    EpisodeWriter w = lane.open(StoryKind.P1_NO_CONFIGURATION, Role.RESPONDER, at);
    for (long resend : RESENDS) {
      w.error(resend, "couldn't find configuration.");
    }
    w.failed(0, RESENDS[RESENDS.length - 1], Verdict.MM_FAILURE, Optional.empty());
    return w.done(Naming.NEEDS_SOLITUDE);
  }

  private static Episode phase2(StoryKind kind, Lane lane, Instant at) {
    Role role = kind == StoryKind.P2_NO_SELECTOR ? Role.RESPONDER : Role.INITIATOR;
    EpisodeWriter w = lane.open(kind, role, at);
    long start = lane.sa().isPresent() ? 0 : up(w, lane, role) + 50;
    Sa sa = lane.sa().orElseThrow();
    long end;
    if (kind == StoryKind.P2_NO_SELECTOR) {
      int resends = 1 + lane.random().nextInt(RESENDS.length);
      for (int i = 0; i < resends; i++) {
        Ikev1Texts.noSelector(w, lane, start + RESENDS[i]);
      }
      end = start + RESENDS[resends - 1];
    } else {
      String id = sa.id() + ":" + lane.messageId();
      Ikev1Texts.startPhase2(w, lane, start, Role.INITIATOR);
      if (kind == StoryKind.P2_REFUSED) {
        w.debug(
            start + 100,
            "notification message 14:NO-PROPOSAL-CHOSEN, doi=1 proto_id=3 spi=%s(size=4)."
                .formatted(lane.messageId()));
      }
      end = start + EXCHANGE;
      w.error(end, "phase2 negotiation failed due to time up. " + id);
    }
    w.failed(start, end, Verdict.QM_FAILURE, Optional.of(sa.since()));
    return w.done(kind == StoryKind.P2_NO_SELECTOR ? Naming.NEEDS_SOLITUDE : Naming.SELF_NAMING);
  }

  private static Episode crossing(Lane lane, Instant at) {
    EpisodeWriter w = lane.open(StoryKind.CROSSING, Role.EITHER, at);
    Ikev1Texts.startPhase1(w, lane, 0, Role.INITIATOR);
    Ikev1Texts.startPhase1(w, lane, 4_000, Role.RESPONDER);
    Ikev1Texts.established(w, lane, 4_800, lane.cookies());
    w.error(EXCHANGE, Ikev1Texts.timeUp(lane, lane.cookies()));
    w.failed(0, EXCHANGE, Verdict.MM_FAILURE, Optional.empty());
    return w.done(Naming.NEEDS_SOLITUDE);
  }
}
