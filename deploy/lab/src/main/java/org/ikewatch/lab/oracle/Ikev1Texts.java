package org.ikewatch.lab.oracle;

import java.util.List;
import java.util.SplittableRandom;

/** The texts of an A.03 daemon that speaks IKEv1: HP's where printed, otherwise racoon2's. */
final class Ikev1Texts {
  private static final List<String> REJECTIONS =
      List.of(
          "rejected hashtype: DB(prop#1:trns#%1$d):Peer(prop#1:trns#1) = MD5:SHA1",
          "rejected enctype: DB(prop#1:trns#%1$d):Peer(prop#1:trns#1) = 3DES-CBC:AES-CBC",
          "rejected authmethod: DB(prop#1:trns#%1$d):Peer(prop#1:trns#1) = pre-shared key:RSA signatures",
          "rejected dh_group: DB(prop#1:trns#%1$d):Peer(prop#1:trns#1) = 1024-bit MODP group:1536-bit MODP group");

  private Ikev1Texts() {}

  /** A.02's and racoon2's records of the beginning of a phase 1. */
  static void startPhase1(EpisodeWriter w, Lane lane, long at, Role role) {
    String verb = role == Role.INITIATOR ? "initiate" : "respond";
    w.info(at, verb + " new phase 1 negotiation: " + lane.ends("<=>"));
    w.info(at, "begin Identity Protection mode.");
    if (role == Role.INITIATOR) {
      w.info(at, "IPsec-SA request for " + lane.pair().peer() + " queued since no phase1 found");
    }
  }

  static void established(EpisodeWriter w, Lane lane, long at, String cookies) {
    w.info(at, "ISAKMP-SA established " + lane.ends("-") + " spi:" + cookies).phase1Up(at);
    lane.up(new Sa(cookies, w.time(at), false));
  }

  static void startPhase2(EpisodeWriter w, Lane lane, long at, Role role) {
    String verb = role == Role.INITIATOR ? "initiate" : "respond";
    w.info(at, verb + " new phase 2 negotiation: " + lane.ends("<=>"));
  }

  static void childUp(EpisodeWriter w, Lane lane, long at) {
    SplittableRandom random = lane.random();
    String local = lane.pair().local() + "/500";
    String peer = lane.pair().peer() + "/500";
    w.info(at, "IPsec-SA established: ESP/Transport " + peer + "->" + local + " " + spi(random));
    w.info(at, "IPsec-SA established: ESP/Transport " + local + "->" + peer + " " + spi(random));
    w.childUp(at);
    lane.sa().ifPresent(sa -> lane.up(sa.withChild()));
  }

  static String spi(SplittableRandom random) {
    int spi = random.nextInt(256, Integer.MAX_VALUE);
    return "spi=%d(0x%x)".formatted(spi, spi);
  }

  static String deleted(Lane lane, String cookies) {
    return "ISAKMP-SA deleted " + lane.ends("-") + " spi:" + cookies;
  }

  static String expired(Lane lane, String cookies) {
    return "ISAKMP-SA expired " + lane.ends("-") + " spi:" + cookies;
  }

  static String timeUp(Lane lane, String cookies) {
    return "phase1 negotiation failed due to time up"
        + (lane.traits().timeUpIndex() ? " (index " + cookies + ")." : "");
  }

  static String waiting(Lane lane, boolean named) {
    return "phase2 negotiation failed due to time up waiting for phase1"
        + (named ? ". ESP " + lane.pair().peer() + "/500->" + lane.pair().local() + "/500" : "");
  }

  /** One set of records of a refused first message. */
  static void refusal(EpisodeWriter w, Lane lane, long at, int rejected) {
    startPhase1(w, lane, at, Role.RESPONDER);
    for (int i = 0; i < rejected; i++) {
      w.error(at, REJECTIONS.get(i % REJECTIONS.size()).formatted(i / REJECTIONS.size() + 1));
    }
    w.error(at, "no suitable proposal found.");
    w.error(at, "failed to get valid proposal.");
    w.error(at, "failed to process packet.");
    if (lane.traits().ipsecTools()) {
      w.error(at, "phase1 negotiation failed.");
    }
  }

  /** One set of records of a Quick Mode that no policy fits. */
  static void noSelector(EpisodeWriter w, Lane lane, long at) {
    startPhase2(w, lane, at, Role.RESPONDER);
    if (lane.traits().ipsecTools()) {
      w.error(at, "failed to get sainfo.");
      w.error(at, "failed to get sainfo.");
      w.error(at, "failed to pre-process ph2 packet (side: 1, status: 1).");
    } else {
      w.error(at, "can't find matching selector");
      w.error(at, "failed to get sainfo.");
      w.error(at, "failed to pre-process packet.");
    }
  }
}
