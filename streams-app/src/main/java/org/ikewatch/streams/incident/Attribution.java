package org.ikewatch.streams.incident;

import java.time.Duration;
import java.util.Collection;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.ikewatch.streams.negotiation.AuditEvent;
import org.ikewatch.streams.negotiation.Negotiation;
import org.ikewatch.streams.negotiation.Phase;

/**
 * Which peer a record without an address speaks of. Most texts of failure name none, so the answer
 * comes from what the same host's other records say is open: one peer that fits is the answer,
 * several are candidates, and nothing is guessed.
 */
sealed interface Attribution {
  /** How close two records of one failed attempt lie: stamps have one-second resolution. */
  Duration COMPANION = Duration.ofSeconds(2);

  /** The one peer that fits. */
  record To(String peer) implements Attribution {}

  /** Any of these may be meant; none at all where the set is empty. */
  record Among(SortedSet<String> peers) implements Attribution {}

  /** The attribution of a record whose text and cookies name no peer. */
  static Attribution of(AuditEvent event, Collection<PeerHistory> histories) {
    if (event.deletesSa()) {
      // Only a delete that a failure waits for matters; any other one is benign.
      return ofSet(
          peers(
              histories,
              h ->
                  h.failedWithin(Phase.PHASE2, Negotiation.BIND, event.time())
                      && h.negotiation().inForce(event.time())));
    }
    return ofSet(
        event.phase() == Phase.PHASE1 ? phase1(event, histories) : phase2(event, histories));
  }

  private static SortedSet<String> phase1(AuditEvent event, Collection<PeerHistory> histories) {
    SortedSet<String> pending = peers(histories, h -> h.negotiation().pending(event.time()));
    return pending.isEmpty()
        ? peers(histories, h -> h.failedWithin(Phase.PHASE1, COMPANION, event.time()))
        : pending;
  }

  private static SortedSet<String> phase2(AuditEvent event, Collection<PeerHistory> histories) {
    SortedSet<String> begun = peers(histories, h -> quickModeOpen(h, event));
    return begun.isEmpty() ? peers(histories, h -> h.negotiation().inForce(event.time())) : begun;
  }

  private static boolean quickModeOpen(PeerHistory history, AuditEvent event) {
    return history
        .quickModeSince()
        .filter(since -> !event.time().isAfter(since.plus(Negotiation.BIND)))
        .isPresent();
  }

  private static SortedSet<String> peers(
      Collection<PeerHistory> histories, Predicate<PeerHistory> fits) {
    SortedSet<String> found = new TreeSet<>();
    for (PeerHistory history : histories) {
      if (history.peer().isPresent() && fits.test(history)) {
        found.add(history.peer().get());
      }
    }
    return found;
  }

  private static Attribution ofSet(SortedSet<String> peers) {
    return peers.size() == 1 ? new To(peers.first()) : new Among(peers);
  }
}
