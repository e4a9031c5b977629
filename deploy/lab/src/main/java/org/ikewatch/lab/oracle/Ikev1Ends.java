package org.ikewatch.lab.oracle;

import java.time.Instant;

/** How an IKEv1 SA of A.03 ends without a failure (domain.md 3.6). */
final class Ikev1Ends {
  private Ikev1Ends() {}

  static Episode play(StoryKind kind, Lane lane, Instant at) {
    Role role = lane.anyRole();
    EpisodeWriter w = lane.open(kind, role, at);
    String old = lane.sa().orElseThrow().id();
    switch (kind) {
      case REKEY -> {
        boolean hadChild = lane.sa().orElseThrow().childUp();
        Ikev1Texts.startPhase1(w, lane, 0, role);
        Ikev1Texts.established(w, lane, 900, lane.cookies());
        if (hadChild) {
          lane.up(lane.sa().orElseThrow().withChild());
        }
        w.info(40_000, Ikev1Texts.expired(lane, old));
        w.info(41_000, Ikev1Texts.deleted(lane, old));
      }
      case LIFETIME -> {
        int children = lane.random().nextInt(5);
        for (int second = 0; second <= children; second++) {
          w.info(second * 1_000L, Ikev1Texts.expired(lane, old));
        }
        w.info(children * 1_000L + 1_000, Ikev1Texts.deleted(lane, old));
        gone(w, lane, children * 1_000L + 1_000);
      }
      case INITIAL_CONTACT -> {
        w.info(0, "processing INITIALCONTACT for " + lane.ends("->"));
        w.info(200, Ikev1Texts.deleted(lane, old));
        gone(w, lane, 200);
      }
      case OPERATOR_DELETE -> {
        w.info(0, "phase2 sa deleted " + lane.ends("-"));
        w.info(0, Ikev1Texts.deleted(lane, old));
        gone(w, lane, 0);
      }
      default -> {
        w.info(0, "purged ISAKMP-SA proto_id=ISAKMP spi=" + old + ".");
        w.info(1_000, Ikev1Texts.deleted(lane, old));
        gone(w, lane, 1_000);
      }
    }
    return w.done(Naming.SELF_NAMING);
  }

  private static void gone(EpisodeWriter w, Lane lane, long millis) {
    w.saEnd(millis);
    lane.down();
  }
}
