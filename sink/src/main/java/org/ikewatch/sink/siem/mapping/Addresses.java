package org.ikewatch.sink.siem.mapping;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/** Tells addresses from names: a field of an address refuses anything else. */
final class Addresses {
  private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
  private static final Pattern IPV4 = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");
  private static final Pattern LIKE_IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

  private Addresses() {}

  static boolean isIpv4(String text) {
    return IPV4.matcher(text).matches();
  }

  static boolean isIpv6(String text) {
    if (!LIKE_IPV6.matcher(text).matches()) {
      return false;
    }
    try {
      // With a colon in it nobody is asked: it is an address or an error.
      return InetAddress.getByName(text) != null;
    } catch (UnknownHostException e) {
      return false;
    }
  }

  static boolean isAddress(String text) {
    return isIpv4(text) || isIpv6(text);
  }
}
