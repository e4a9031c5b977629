package org.ikewatch.streams.host;

import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import org.ikewatch.streams.negotiation.AuditEvent;
import org.ikewatch.streams.negotiation.Signal;

/**
 * The host's own addresses, learned from the texts that name both ends in a fixed order. They are
 * never peers: texts with an arrow name the sender of the traffic first, which may be either end.
 */
final class AddressBook {
  private static final int MOST = 32;

  private final NavigableSet<String> own;

  AddressBook(Iterable<String> known) {
    own = new TreeSet<>();
    known.forEach(own::add);
  }

  NavigableSet<String> own() {
    return own;
  }

  /** Learns from the record, and gives it with its addresses in the right places. */
  AuditEvent orient(AuditEvent event) {
    if (event.local().isPresent() && !writtenWithArrow(event.signal())) {
      if (own.size() < MOST) {
        own.add(event.local().get());
      }
      return event;
    }
    Optional<String> peer = event.peer();
    if (peer.isEmpty() || !own.contains(peer.get())) {
      return event;
    }
    Optional<String> other = event.local().filter(it -> !own.contains(it));
    return event.between(other.isPresent() ? peer : Optional.empty(), other);
  }

  private static boolean writtenWithArrow(Signal signal) {
    return switch (signal) {
      case PHASE2_ESTABLISHED, PHASE2_WAITING_PHASE1, INITIAL_CONTACT -> true;
      default -> false;
    };
  }
}
