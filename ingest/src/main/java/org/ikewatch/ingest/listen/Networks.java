package org.ikewatch.ingest.listen;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Networks in CIDR notation (RFC 4632, RFC 4291 section 2.3).
 *
 * @param cidrs such as {@code 10.0.0.0/8} or {@code 2001:db8::/32}; empty for all addresses
 */
public record Networks(List<String> cidrs) {
  /** Every address. */
  public static final Networks ALL = new Networks(List.of());

  /** Refuses what is no network. */
  public Networks {
    cidrs = List.copyOf(cidrs);
    cidrs.forEach(Networks::rule);
  }

  /**
   * The networks in this comma-separated list; a bare address is the network of itself.
   *
   * @throws IllegalArgumentException where one is no network
   */
  public static Networks parse(String text) {
    return new Networks(
        Stream.of(text.split(",", -1)).map(String::strip).filter(it -> !it.isEmpty()).toList());
  }

  /** Decides quickly and often. */
  interface Filter {
    boolean contains(InetSocketAddress sender);
  }

  Filter filter() {
    List<IpSubnetFilterRule> rules = cidrs.stream().map(Networks::rule).toList();
    return sender -> {
      for (IpSubnetFilterRule rule : rules) {
        if (rule.matches(sender)) {
          return true;
        }
      }
      return rules.isEmpty();
    };
  }

  /** Whether an address, as text, is in one of them; false of what is no address. */
  public Predicate<String> ofAddress() {
    Filter filter = filter();
    return address -> {
      InetAddress sender = NetUtil.createInetAddressFromIpAddressString(address);
      return sender != null && filter.contains(new InetSocketAddress(sender, 0));
    };
  }

  private static IpSubnetFilterRule rule(String cidr) {
    int slash = cidr.indexOf('/');
    String address = slash < 0 ? cidr : cidr.substring(0, slash);
    boolean v4 = NetUtil.isValidIpV4Address(address);
    if (!v4 && !NetUtil.isValidIpV6Address(address)) {
      throw new IllegalArgumentException("'" + cidr + "' is not a network such as 10.0.0.0/8");
    }
    int most = v4 ? 32 : 128;
    try {
      int prefix = slash < 0 ? most : Integer.parseInt(cidr, slash + 1, cidr.length(), 10);
      if (prefix >= 0 && prefix <= most) {
        return new IpSubnetFilterRule(address, prefix, IpFilterRuleType.ACCEPT);
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("'" + cidr + "' has no number behind its slash", e);
    }
    throw new IllegalArgumentException("'" + cidr + "' has a prefix beyond " + most + " bits");
  }
}
