package org.ikewatch.streams.incident;

import java.time.Instant;
import java.util.SortedSet;
import org.ikewatch.streams.negotiation.AuditEvent;

/**
 * A failure that names no peer and waits a moment for the record beside it that does: daemons write
 * "processing failed" and "timeout, src P" for one attempt, in either order.
 *
 * @param candidates the peers that fit; empty where none is known
 */
public record Unattributed(AuditEvent event, SortedSet<String> candidates) {
  /** When waiting ends. */
  Instant deadline() {
    return event.time().plus(Attribution.COMPANION);
  }

  /** Whether that record, which names this peer, is the one beside. */
  boolean belongsWith(AuditEvent other, String peer) {
    boolean explains = other.failure() || other.deletesSa();
    boolean samePhase = other.deletesSa() || other.phase() == event.phase();
    return explains && samePhase && (candidates.isEmpty() || candidates.contains(peer));
  }
}
