package org.ikewatch.ingest.host;

import java.time.ZoneId;
import java.util.Set;

/**
 * A host as the directory knows it.
 *
 * @param name the canonical name, the key of all its records
 * @param addresses its own addresses in canonical form; empty where the inventory is silent
 * @param timezone the zone of its dates
 * @param product its HP-UX IPSec version; empty where unknown
 */
public record Host(String name, Set<String> addresses, ZoneId timezone, String product) {
  public Host {
    addresses = Set.copyOf(addresses);
  }
}
