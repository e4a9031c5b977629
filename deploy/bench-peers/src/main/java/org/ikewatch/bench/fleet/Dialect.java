package org.ikewatch.bench.fleet;

import java.util.List;

/**
 * The texts of the negotiations that name their peer, so that every side can key by host and peer.
 * {@code %L}, {@code %P} and {@code %S} stand for the host's address, the peer's address and what
 * identifies the SA.
 */
@SuppressWarnings("ImmutableEnumChecker") // List.of does not change.
enum Dialect {
  /** HP's own texts. No text of a failed Quick Mode names a peer, so none is written. */
  A02(
      new Text(Kind.SA_UP, "INFORMATIVE", "MM negotiation complete with the peer %P"),
      new Text(Kind.PHASE1_FAILED, "ERROR", "MM negotiation timeout, src %P"),
      new Text(Kind.SA_ENDED, "INFORMATIVE", "ISAKMP-SA expired %L[500]-%P[500] spi:%S")),

  /** The IKEv2 texts of A.03. */
  A03_IKEV2(
      state(Kind.SA_UP, "INI_IKE_AUTH_SENT -> ESTABLISHED"),
      state(Kind.PHASE1_FAILED, "INI_IKE_SA_INIT_SENT -> DYING"),
      state(Kind.SA_ENDED, "ESTABLISHED -> DYING"),
      new Text(
          Kind.CHILD_FAILED,
          "ERROR",
          "local %L/500 - remote %P/500:received Notify type NO_PROPOSAL_CHOSEN, "
              + "failed establishing child_sa"));

  /** A text and what it means. */
  record Text(Kind kind, String level, String text) {}

  /** What hosts of either dialect write besides; the last one is in no catalogue. */
  static final List<Text> CONTEXT =
      List.of(
          new Text(Kind.CONTEXT, "INFORMATIVE", "found ikev1 policy: default"),
          new Text(Kind.CONTEXT, "DEBUG", "resend phase1 packet %C"),
          new Text(Kind.CONTEXT, "DEBUG", "received Notify payload protocol 1 type 36136"),
          new Text(Kind.CONTEXT, "INFORMATIVE", "delete phase 2 handler."),
          new Text(Kind.CONTEXT, "DEBUG", "a text that no catalogue has, about %P"));

  private final List<Text> texts;

  Dialect(Text... texts) {
    this.texts = List.of(texts);
  }

  private static Text state(Kind kind, String transition) {
    return new Text(kind, "DEBUG", "local %L/500 - remote %P/500:ike_sa %S state " + transition);
  }

  Text text(Kind kind) {
    return texts.stream().filter(it -> it.kind() == kind).findFirst().orElseThrow();
  }

  /** What identifies an SA: a pointer that IKEv2 uses again, or a cookie pair. */
  String identity(int pair, int session) {
    return this == A02
        ? "%016x:%016x".formatted(mix(pair, session), mix(session, pair))
        : "4%07x".formatted(pair);
  }

  static long mix(long one, long other) {
    long bits = (one * 0x9E3779B97F4A7C15L) ^ (other + 0x7F4A7C15L);
    bits = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
    return bits ^ (bits >>> 31);
  }
}
