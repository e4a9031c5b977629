package org.ikewatch.ingest.host;

import java.time.ZoneId;
import java.util.Objects;

/**
 * What is assumed of a host where the inventory is silent.
 *
 * @param timezone the zone in which the host writes its dates
 * @param product the HP-UX IPSec version; empty where the dialect is to be learned
 */
public record HostDefaults(ZoneId timezone, String product) {
  public static final HostDefaults UTC = new HostDefaults(ZoneId.of("UTC"), "");

  public HostDefaults {
    Objects.requireNonNull(timezone);
    Objects.requireNonNull(product);
  }

  /** Whether this names a version of HP-UX IPSec, such as {@code A.02} or {@code A.03.02.02}. */
  public static boolean isProduct(String text) {
    return text.length() >= 4
        && text.startsWith("A.0")
        && text.charAt(3) >= '1'
        && text.charAt(3) <= '3'
        && (text.length() == 4 || text.charAt(4) == '.');
  }
}
