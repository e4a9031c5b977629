package org.ikewatch.streams.incident;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * Between which addresses a negotiation is. A pair whose peer is unknown is nobody in particular:
 * its {@code peer} is empty or begins with {@code ?} and lists the candidates.
 *
 * @param local the host's own address; empty as long as no record names it
 * @param peer the remote address
 */
public record PairKey(String local, String peer) implements Comparable<PairKey> {
  private static final String UNKNOWN = "?";

  public PairKey {
    requireNonNull(local);
    requireNonNull(peer);
  }

  /** The key for failures that may be with any of these peers; with nobody known if empty. */
  public static PairKey among(Iterable<String> candidates) {
    return new PairKey("", UNKNOWN + String.join(",", candidates));
  }

  Optional<String> peerIfKnown() {
    return named() ? Optional.of(peer) : Optional.empty();
  }

  Optional<String> localIfKnown() {
    return Optional.of(local).filter(it -> !it.isEmpty());
  }

  /** Whether it names a peer. */
  public boolean named() {
    return !peer.startsWith(UNKNOWN);
  }

  @Override
  public int compareTo(PairKey other) {
    int byPeer = peer.compareTo(other.peer);
    return byPeer != 0 ? byPeer : local.compareTo(other.local);
  }
}
