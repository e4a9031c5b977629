package org.ikewatch.ingest.listen;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.ikewatch.ingest.audit.Addresses;

/** Writes senders' addresses in the one way the inventory does. */
final class Senders {
  private Senders() {}

  static String address(InetSocketAddress sender) {
    InetAddress address = sender.getAddress();
    String text = address.getHostAddress();
    int zone = text.indexOf('%');
    // Netty's epoll names a zone, %0, even where an address needs none.
    boolean needless = zone > 0 && !address.isLinkLocalAddress();
    return Addresses.canonical(needless ? text.substring(0, zone) : text);
  }
}
