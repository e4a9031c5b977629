package org.ikewatch.ingest.listen;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.ikewatch.ingest.audit.Addresses;

/** Writes senders' addresses in the one way the inventory does. */
final class Senders {
  /** Bytes of an address of IPv6 that name its network. */
  private static final int NETWORK = 8;

  private Senders() {}

  /**
   * Who counts as one sender where its connections and lines are limited: an address, of IPv6 the
   * network of 64 bits, in which a host may have as many as it likes (RFC 4291 section 2.5.1).
   */
  static InetAddress limited(InetAddress address) {
    if (!(address instanceof Inet6Address)) {
      return address;
    }
    byte[] bytes = address.getAddress();
    Arrays.fill(bytes, NETWORK, bytes.length, (byte) 0);
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e); // it has the length of an address
    }
  }

  static String address(InetSocketAddress sender) {
    InetAddress address = sender.getAddress();
    String text = address.getHostAddress();
    int zone = text.indexOf('%');
    // Netty's epoll names a zone, %0, even where an address needs none.
    boolean needless = zone > 0 && !address.isLinkLocalAddress();
    return Addresses.canonical(needless ? text.substring(0, zone) : text);
  }
}
