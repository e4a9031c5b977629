package org.ikewatch.ingest;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The brokers that a client asks first, {@code host:port} each, comma-separated. */
final class BrokerAddresses {
  static final String KEY = "kafka.bootstrap.servers";

  /** As Kafka reads it, which takes a protocol in front, too. */
  private static final Pattern ADDRESS =
      Pattern.compile("(?:[\\w.%-]*://)?(?:\\[([\\w.%:]+)]|([\\w.%-]+)):(\\d{1,5})");

  private static final int LAST_PORT = 65_535;

  private BrokerAddresses() {}

  /** What is wrong with this value of the setting, if anything. */
  static Optional<String> error(String value) {
    if (addresses(value).isEmpty()) {
      return Optional.of(KEY + ": is required");
    }
    return addresses(value).stream()
        .filter(address -> parsed(address).isEmpty())
        .map(address -> KEY + ": '" + address + "' is not host:port")
        .findFirst();
  }

  /**
   * Looks all names up: Kafka's clients cannot begin without an address.
   *
   * @throws UnresolvableException where none has one
   */
  static void requireResolvable(String value) {
    if (addresses(value).stream()
        .flatMap(address -> parsed(address).stream())
        .map(named -> new InetSocketAddress(named.getHostString(), named.getPort()))
        .allMatch(InetSocketAddress::isUnresolved)) {
      throw new UnresolvableException(KEY, value);
    }
  }

  private static List<String> addresses(String value) {
    return Stream.of(value.split(",", -1))
        .map(String::strip)
        .filter(address -> !address.isEmpty())
        .toList();
  }

  private static Optional<InetSocketAddress> parsed(String address) {
    Matcher matcher = ADDRESS.matcher(address);
    if (!matcher.matches() || Integer.parseInt(matcher.group(3)) > LAST_PORT) {
      return Optional.empty();
    }
    String host = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
    return Optional.of(
        InetSocketAddress.createUnresolved(host, Integer.parseInt(matcher.group(3))));
  }
}
