package org.ikewatch.streams.incident;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.ikewatch.streams.negotiation.AuditEvent;

/**
 * What ties a record that names no peer to one that does: the cookie pair of the SA, the message id
 * of the Quick Mode.
 */
final class Ties {
  /** Remembered per host: more than the SAs and Quick Modes of the busiest gateway. */
  private static final int MOST = 4_096;

  private final Map<String, String> peers;

  Ties(Map<String, String> peers) {
    this.peers = new LinkedHashMap<>(peers);
  }

  /** The peer of an earlier record with the same cookies, or else the same message id. */
  Optional<String> peerOf(AuditEvent event) {
    Optional<String> byCookies = event.cookies().map(peers::get);
    return byCookies.isPresent()
        ? byCookies
        : event.messageId().map(Ties::messageId).map(peers::get);
  }

  void remember(AuditEvent event, String peer) {
    event.cookies().ifPresent(cookies -> put(cookies, peer));
    event.messageId().ifPresent(id -> put(messageId(id), peer));
  }

  Map<String, String> snapshot() {
    return new LinkedHashMap<>(peers);
  }

  private static String messageId(String id) {
    return "message " + id;
  }

  private void put(String tie, String peer) {
    peers.remove(tie);
    peers.put(tie, peer);
    if (peers.size() > MOST) {
      peers.remove(peers.keySet().iterator().next());
    }
  }
}
