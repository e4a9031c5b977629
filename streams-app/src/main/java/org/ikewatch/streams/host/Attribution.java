package org.ikewatch.streams.host;

import java.util.Optional;
import java.util.SortedSet;
import org.ikewatch.streams.negotiation.Provenance;

/** Whose record it is. */
sealed interface Attribution {
  /** This peer's; {@code local} if the attempt that it belongs to names the own address. */
  record To(String peer, Optional<String> local, Provenance peerKnownBy) implements Attribution {}

  /** A failure of any of these peers, or of one that no record names if there are none. */
  record Among(SortedSet<String> peers) implements Attribution {}

  /** Nobody's that is known: it changes nothing. */
  record Nobody() implements Attribution {}

  /** The peer of an SA in force does not answer any more; no negotiation failed. */
  record LostPeer() implements Attribution {}
}
