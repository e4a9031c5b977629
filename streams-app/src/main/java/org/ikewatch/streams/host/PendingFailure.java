package org.ikewatch.streams.host;

import java.time.Instant;
import java.util.SortedSet;
import org.ikewatch.streams.negotiation.AuditEvent;
import org.ikewatch.streams.negotiation.Meaning;
import org.ikewatch.streams.negotiation.Timing;

/**
 * A failure that names no peer and waits a moment for the record of the same attempt that does:
 * daemons write "processing failed" and "timeout, src P" for one attempt, in either order.
 *
 * @param candidates the peers that fit; empty if none is known
 */
record PendingFailure(AuditEvent event, SortedSet<String> candidates) {
  /** When the wait ends. */
  Instant deadline() {
    return event.time().plus(Timing.COMPANION);
  }

  /** Whether that record, which names this peer, is about the same attempt. */
  boolean isExplainedBy(AuditEvent other, String peer) {
    boolean delete = other.meaning() == Meaning.SA_DELETED;
    boolean samePhase =
        delete
            ? event.meaning() == Meaning.QM_FAILED && mayBeOf(other.saIdentity())
            : other.failure() && other.phase() == event.phase();
    return samePhase
        && !other.signalId().equals(event.signalId())
        && (candidates.isEmpty() || candidates.contains(peer));
  }

  private boolean mayBeOf(String saIdentity) {
    String own = event.saIdentity();
    return own.isEmpty() || saIdentity.isEmpty() || own.equals(saIdentity);
  }
}
