package org.ikewatch.ingest;

import java.net.InetSocketAddress;

/**
 * Where a listener binds: {@code host:port}, {@code [v6]:port}, or {@link #OFF}. Port 0 lets the
 * system choose.
 */
public record ListenAddress(String host, int port) {
  /** The listener is not started. */
  public static final ListenAddress OFF = new ListenAddress("", 0);

  public ListenAddress {
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException("port " + port + " is not within 0 to 65535");
    }
  }

  /**
   * The address in this text.
   *
   * @throws IllegalArgumentException where the text is neither {@code host:port} nor {@code off}
   */
  public static ListenAddress parse(String text) {
    if (text.equals("off")) {
      return OFF;
    }
    int colon = text.lastIndexOf(':');
    if (colon <= 0) {
      throw new IllegalArgumentException("'" + text + "' is neither host:port nor off");
    }
    String host = text.substring(0, colon);
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    }
    try {
      return new ListenAddress(host, Integer.parseInt(text, colon + 1, text.length(), 10));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("'" + text + "' does not end with a port number", e);
    }
  }

  public boolean isOff() {
    return host.isEmpty();
  }

  /** The address to bind; resolves the name. */
  public InetSocketAddress toSocketAddress() {
    return new InetSocketAddress(host, port);
  }

  @Override
  public String toString() {
    return isOff() ? "off" : (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
  }
}
