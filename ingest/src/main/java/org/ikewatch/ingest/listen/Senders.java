package org.ikewatch.ingest.listen;

import java.net.InetSocketAddress;
import org.ikewatch.ingest.audit.Addresses;

/** Writes senders' addresses in the one way the inventory does. */
final class Senders {
  private Senders() {}

  static String address(InetSocketAddress sender) {
    return Addresses.canonical(sender.getAddress().getHostAddress());
  }
}
