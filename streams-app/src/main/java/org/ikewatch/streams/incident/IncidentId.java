package org.ikewatch.streams.incident;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.ikewatch.schemas.Scope;

/**
 * Ids that are a pure function of scope, host, peer and first evidence, so that a replay repeats
 * them.
 */
final class IncidentId {
  private static final int BYTES = 10;

  private IncidentId() {}

  static String of(String host, PairKey pair, Problem problem) {
    CitedRecord.FirstEvidence first = problem.first();
    String identity =
        String.join(
            "\n",
            Scope.PEER.name(),
            host,
            pair.peerIfKnown().orElse(""),
            Long.toString(first.time().toEpochMilli()),
            Long.toString(first.msg()),
            first.text());
    return digest(identity);
  }

  /** Another id, for a problem whose id is taken. */
  static String after(String id) {
    return digest(id);
  }

  private static String digest(String identity) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(identity.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
