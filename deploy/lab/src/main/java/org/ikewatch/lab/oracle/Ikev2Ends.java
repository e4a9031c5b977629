package org.ikewatch.lab.oracle;

import java.time.Instant;

/**
 * How an IKEv2 SA of A.03 is replaced, ends, or loses its peer (racoon2 ikev2_rekey.c, ike_sa.c).
 */
final class Ikev2Ends {
  private Ikev2Ends() {}

  static Episode play(StoryKind kind, Lane lane, Instant at) {
    Role role = roleOf(kind, lane.anyRole());
    EpisodeWriter w = lane.open(kind, role, at);
    String old = lane.sa().orElseThrow().id();
    switch (kind) {
      case REKEY -> {
        String next = lane.pointer();
        rekeyed(w, lane, 0, next);
        Ikev2Stories.state(w, lane, 600, old, "ESTABLISHED", end(role));
      }
      case REKEY_COLLISION -> {
        String ours = lane.pointer();
        String theirs = lane.pointer();
        while (theirs.equals(ours)) {
          theirs = lane.pointer();
        }
        Ikev2Stories.state(w, lane, 0, theirs, "IDLING", "ESTABLISHED");
        rekeyed(w, lane, 80, ours);
        Ikev2Stories.state(w, lane, 500, theirs, "ESTABLISHED", "DEAD");
        Ikev2Stories.state(w, lane, 700, old, "ESTABLISHED", end(role));
      }
      case REKEY_REFUSED -> w.error(0, lane.prefix() + "no proposal chosen");
      case DEAD_PEER -> {
        w.error(31_000, lane.prefix() + "retransmission count exceeded the limit");
        Ikev2Stories.abort(w, lane, 31_000, old, "ESTABLISHED");
        gone(w, lane, 31_000);
      }
      case PEER_DELETE -> {
        w.info(0, lane.prefix() + "received DELETE IKE_SA");
        died(w, lane, 0, old);
      }
      default -> died(w, lane, 0, old);
    }
    return w.done(Naming.SELF_NAMING);
  }

  /** The table has these for one role only: of the other it would say that no incident may be. */
  private static Role roleOf(StoryKind kind, Role drawn) {
    return switch (kind) {
      case REKEY_REFUSED -> Role.RESPONDER;
      case DEAD_PEER -> Role.INITIATOR;
      default -> drawn;
    };
  }

  private static String end(Role role) {
    return role == Role.INITIATOR ? "DEAD" : "DYING";
  }

  private static void rekeyed(EpisodeWriter w, Lane lane, long millis, String next) {
    Ikev2Stories.state(w, lane, millis, next, "IDLING", "ESTABLISHED");
    w.phase1Up(millis);
    lane.up(new Sa(next, w.time(millis), true));
  }

  private static void died(EpisodeWriter w, Lane lane, long millis, String sa) {
    Ikev2Stories.state(w, lane, millis, sa, "ESTABLISHED", "DYING");
    Ikev2Stories.state(w, lane, millis + 60, sa, "DYING", "DEAD");
    gone(w, lane, millis + 60);
  }

  private static void gone(EpisodeWriter w, Lane lane, long millis) {
    w.saEnd(millis);
    lane.down();
  }
}
