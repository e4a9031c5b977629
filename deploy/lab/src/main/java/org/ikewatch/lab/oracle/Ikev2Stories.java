package org.ikewatch.lab.oracle;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.ikewatch.schemas.Verdict;

/**
 * A.03 with IKEv2 (A0300 p. 154-157, A0302 p. 127-133; racoon2 ikev2.c where HP prints nothing).
 */
final class Ikev2Stories implements Stories {
  private static final long[] RESENDS = {0, 1_000, 3_000, 7_000, 15_000};
  private static final long EXCHANGE = 31_000;

  @Override
  public List<StoryKind> possible(Lane lane, Instant at) {
    if (lane.sa().isEmpty()) {
      return List.of(
          StoryKind.HEALTHY,
          StoryKind.P1_SILENT,
          StoryKind.P1_SILENT_NAMED,
          StoryKind.P1_MISMATCH,
          StoryKind.P1_AUTHENTICATION,
          StoryKind.FIRST_CHILD_REFUSED);
    }
    return List.of(
        StoryKind.HEALTHY_CHILD,
        StoryKind.LATER_CHILD_REFUSED,
        StoryKind.REKEY,
        StoryKind.REKEY_COLLISION,
        StoryKind.REKEY_CHILD_REFUSED,
        StoryKind.REKEY_REFUSED,
        StoryKind.LIFETIME,
        StoryKind.OPERATOR_DELETE,
        StoryKind.PEER_DELETE,
        StoryKind.DEAD_PEER);
  }

  @Override
  public Episode play(StoryKind kind, Lane lane, Instant at) {
    return switch (kind) {
      case HEALTHY -> healthy(lane, at);
      case P1_SILENT, P1_SILENT_NAMED -> silent(kind, lane, at);
      case P1_MISMATCH -> mismatch(lane, at);
      case P1_AUTHENTICATION -> authentication(lane, at);
      case FIRST_CHILD_REFUSED -> firstChildRefused(lane, at);
      case LATER_CHILD_REFUSED -> laterChildRefused(lane, at);
      case REKEY_CHILD_REFUSED -> rekeyChildRefused(lane, at);
      case HEALTHY_CHILD -> {
        EpisodeWriter w = lane.open(kind, lane.anyRole(), at);
        Ikev1Texts.childUp(w, lane, 200);
        yield w.done(Naming.SELF_NAMING);
      }
      case REKEY,
          REKEY_COLLISION,
          REKEY_REFUSED,
          LIFETIME,
          OPERATOR_DELETE,
          PEER_DELETE,
          DEAD_PEER ->
          Ikev2Ends.play(kind, lane, at);
      default -> throw new IllegalArgumentException("A.03 with IKEv2 has no " + kind);
    };
  }

  /** What both roles write up to the state before the IKE SA stands. */
  private static void handshake(EpisodeWriter w, Lane lane, Role role, String sa) {
    w.info(0, "found ikev2 policy: default");
    if (role == Role.INITIATOR) {
      w.info(0, "found host selector: hostPol");
      state(w, lane, 0, sa, "IDLING", "INI_IKE_SA_INIT_SENT");
      state(w, lane, 150, sa, "INI_IKE_SA_INIT_SENT", "INI_IKE_AUTH_SENT");
    } else {
      state(w, lane, 0, sa, "IDLING", "RES_IKE_SA_INIT_SENT");
      state(w, lane, 300, sa, "RES_IKE_SA_INIT_SENT", "RES_IKE_AUTH_RCVD");
      w.info(300, "found host selector: hostPol");
    }
  }

  private static Episode healthy(Lane lane, Instant at) {
    Role role = lane.anyRole();
    EpisodeWriter w = lane.open(StoryKind.HEALTHY, role, at);
    String sa = lane.pointer();
    handshake(w, lane, role, sa);
    if (role == Role.INITIATOR) {
      state(w, lane, 400, sa, "INI_IKE_AUTH_SENT", "INI_IKE_AUTH_RCVD");
      state(w, lane, 410, sa, "INI_IKE_AUTH_RCVD", "ESTABLISHED");
    } else {
      state(w, lane, 410, sa, "RES_IKE_AUTH_RCVD", "ESTABLISHED");
    }
    w.phase1Up(410);
    lane.up(new Sa(sa, w.time(410), false));
    Ikev1Texts.childUp(w, lane, 420);
    return w.done(Naming.SELF_NAMING);
  }

  private static Episode silent(StoryKind kind, Lane lane, Instant at) {
    EpisodeWriter w = lane.open(kind, Role.INITIATOR, at);
    String sa = lane.pointer();
    w.info(0, "found ikev2 policy: default");
    w.info(0, "found host selector: hostPol");
    state(w, lane, 0, sa, "IDLING", "INI_IKE_SA_INIT_SENT");
    boolean named = kind == StoryKind.P1_SILENT_NAMED;
    w.error(
        EXCHANGE,
        (named ? lane.prefix() : "local ? - remote ?:")
            + "retransmission count exceeded the limit");
    abort(w, lane, EXCHANGE, sa, "INI_IKE_SA_INIT_SENT");
    w.failed(0, EXCHANGE, Verdict.MM_FAILURE, Optional.empty());
    return w.done(named ? Naming.SELF_NAMING : Naming.NEEDS_SOLITUDE);
  }

  private static Episode mismatch(Lane lane, Instant at) {
    EpisodeWriter w = lane.open(StoryKind.P1_MISMATCH, Role.RESPONDER, at);
    int resends = 1 + lane.random().nextInt(RESENDS.length);
    for (int i = 0; i < resends; i++) {
      w.info(RESENDS[i], "found ikev2 policy: default");
      w.error(RESENDS[i], lane.prefix() + "no proposal chosen");
    }
    w.failed(0, RESENDS[resends - 1], Verdict.MM_FAILURE, Optional.empty());
    return w.done(Naming.NEEDS_SOLITUDE);
  }

  private static Episode authentication(Lane lane, Instant at) {
    Role role = lane.anyRole();
    EpisodeWriter w = lane.open(StoryKind.P1_AUTHENTICATION, role, at);
    String sa = lane.pointer();
    w.info(0, "found ikev2 policy: default");
    if (role == Role.INITIATOR) {
      w.info(0, "found host selector: hostPol");
      state(w, lane, 0, sa, "IDLING", "INI_IKE_SA_INIT_SENT");
      state(w, lane, 150, sa, "INI_IKE_SA_INIT_SENT", "INI_IKE_AUTH_SENT");
      w.error(400, lane.prefix() + "received Notify payload protocol 0 type AUTHENTICATION_FAILED");
      abort(w, lane, 400, sa, "INI_IKE_AUTH_SENT");
    } else {
      state(w, lane, 0, sa, "IDLING", "RES_IKE_SA_INIT_SENT");
      state(w, lane, 390, sa, "RES_IKE_SA_INIT_SENT", "RES_IKE_AUTH_RCVD");
      w.error(400, lane.prefix() + "authentication failure");
      abort(w, lane, 400, sa, "RES_IKE_AUTH_RCVD");
    }
    w.failed(0, 400, Verdict.MM_FAILURE, Optional.empty());
    return w.done(Naming.SELF_NAMING);
  }

  private static Episode firstChildRefused(Lane lane, Instant at) {
    Role role = lane.anyRole();
    EpisodeWriter w = lane.open(StoryKind.FIRST_CHILD_REFUSED, role, at);
    String sa = lane.pointer();
    handshake(w, lane, role, sa);
    if (role == Role.INITIATOR) {
      state(w, lane, 400, sa, "INI_IKE_AUTH_SENT", "INI_IKE_AUTH_RCVD");
      w.error(410, lane.prefix() + refusal(lane));
      state(w, lane, 420, sa, "INI_IKE_AUTH_RCVD", "ESTABLISHED");
      w.phase1Up(420);
      long end = 1_000L + lane.random().nextInt(9_000);
      state(w, lane, end, sa, "ESTABLISHED", "DYING");
      state(w, lane, end + 80, sa, "DYING", "DEAD");
      w.failed(0, 410, Verdict.QM_TRIGGERED_DELETE, Optional.of(w.time(420)));
    } else {
      w.error(
          310,
          lane.prefix() + (lane.random().nextBoolean() ? "no proposal chosen" : "ts unacceptable"));
      abort(w, lane, 310, sa, "RES_IKE_AUTH_RCVD");
      w.failed(0, 310, Verdict.QM_TRIGGERED_DELETE, Optional.of(w.time(300)));
    }
    return w.done(Naming.NEEDS_SOLITUDE);
  }

  private static Episode laterChildRefused(Lane lane, Instant at) {
    EpisodeWriter w = lane.open(StoryKind.LATER_CHILD_REFUSED, Role.INITIATOR, at);
    w.info(0, "found host selector: hostPol");
    w.error(300, lane.prefix() + refusal(lane));
    w.failed(0, 300, Verdict.QM_FAILURE, lane.sa().map(Sa::since));
    return w.done(Naming.SELF_NAMING);
  }

  private static Episode rekeyChildRefused(Lane lane, Instant at) {
    EpisodeWriter w = lane.open(StoryKind.REKEY_CHILD_REFUSED, Role.INITIATOR, at);
    String old = lane.sa().orElseThrow().id();
    String next = lane.pointer();
    state(w, lane, 0, next, "IDLING", "ESTABLISHED");
    w.phase1Up(0);
    lane.up(new Sa(next, w.time(0), true));
    w.info(19_000, "found host selector: hostPol");
    w.error(19_300, lane.prefix() + refusal(lane));
    w.failed(19_000, 19_300, Verdict.QM_FAILURE, Optional.of(w.time(0)));
    state(w, lane, 24_000, old, "ESTABLISHED", "DYING");
    state(w, lane, 24_060, old, "DYING", "DEAD");
    return w.done(Naming.SELF_NAMING);
  }

  private static String refusal(Lane lane) {
    String notify = lane.random().nextBoolean() ? "NO_PROPOSAL_CHOSEN" : "TS_UNACCEPTABLE";
    return "received Notify type " + notify + ", failed establishing child_sa";
  }

  static void abort(EpisodeWriter w, Lane lane, long at, String sa, String from) {
    w.info(at, lane.prefix() + "aborting ike_sa");
    state(w, lane, at, sa, from, "DYING");
    state(w, lane, at, sa, "DYING", "DEAD");
  }

  static void state(EpisodeWriter w, Lane lane, long at, String sa, String from, String to) {
    w.debug(at, lane.prefix() + "ike_sa " + sa + " state " + from + " -> " + to);
  }
}
