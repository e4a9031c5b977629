package org.ikewatch.ingest.host;

import java.time.ZoneId;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.ikewatch.ingest.audit.Addresses;
import org.ikewatch.schemas.HostProfile;

/**
 * Who is who: an immutable snapshot of the inventory. A new inventory is a new directory.
 *
 * <p>BSD-derived syslogds send no host field (syslogd(1M) of HP-UX among them), so the sender's
 * address has to name the host where the header does not.
 */
public final class HostDirectory {
  private final HostDefaults defaults;
  private final Map<String, Host> byName;
  private final Map<String, Host> byAddress;

  private HostDirectory(
      HostDefaults defaults, Map<String, Host> byName, Map<String, Host> byAddress) {
    this.defaults = defaults;
    this.byName = byName;
    this.byAddress = byAddress;
  }

  /** A directory that knows no host: every one has the defaults. */
  public static HostDirectory empty(HostDefaults defaults) {
    return of(defaults, Set.of());
  }

  /** A directory of these hosts. Where two claim an address, the last one has it. */
  public static HostDirectory of(HostDefaults defaults, Collection<HostProfile> profiles) {
    Map<String, Host> byName = new HashMap<>();
    Map<String, Host> byAddress = new HashMap<>();
    for (HostProfile profile : profiles) {
      Host host = host(defaults, profile);
      byName.put(host.name(), host);
      for (String address : host.addresses()) {
        byAddress.put(address, host);
      }
    }
    return new HostDirectory(defaults, Map.copyOf(byName), Map.copyOf(byAddress));
  }

  private static Host host(HostDefaults defaults, HostProfile profile) {
    Set<String> addresses = new HashSet<>();
    for (String address : profile.getAddresses()) {
      addresses.add(canonical(address));
    }
    return new Host(
        profile.getName().toLowerCase(Locale.ROOT),
        addresses,
        profile.getTimezone() == null ? defaults.timezone() : ZoneId.of(profile.getTimezone()),
        profile.getProduct() == null ? defaults.product() : profile.getProduct());
  }

  /**
   * The host that wrote a message: the one its header names, else the one whose address sent it.
   *
   * @param headerHost the name or address in the syslog header; empty where there is none
   * @param sender the address the bytes came from
   */
  public Host resolve(String headerHost, String sender) {
    String claimed = canonical(headerHost.isEmpty() ? sender : headerHost);
    Host known = byName.get(claimed);
    if (known == null) {
      known = byAddress.get(claimed);
    }
    return known != null
        ? known
        : new Host(claimed, Set.of(), defaults.timezone(), defaults.product());
  }

  /**
   * Whether the host that a header names is the one whose address sent it, as far as is known.
   *
   * @param headerHost as in {@link #resolve}
   */
  public boolean isAt(String headerHost, String sender) {
    Host claimed = resolve(headerHost, sender);
    return claimed.equals(resolve("", sender)) || claimed.addresses().contains(canonical(sender));
  }

  /** Whether the inventory has a host of this name or address. */
  public boolean knows(String nameOrAddress) {
    String claimed = canonical(nameOrAddress);
    return byName.containsKey(claimed) || byAddress.containsKey(claimed);
  }

  private static String canonical(String nameOrAddress) {
    String address = Addresses.canonical(nameOrAddress);
    return address.isEmpty() ? nameOrAddress.toLowerCase(Locale.ROOT) : address;
  }
}
