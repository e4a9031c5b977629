package org.ikewatch.ingest.inventory;

import java.util.List;
import org.ikewatch.ingest.host.HostDefaults;
import org.ikewatch.ingest.host.HostDirectory;
import org.ikewatch.schemas.HostProfile;

/**
 * What an inventory file says.
 *
 * @param defaults what holds for hosts that the file does not name
 * @param hosts the profiles, the file's defaults filled in
 */
public record Inventory(HostDefaults defaults, List<HostProfile> hosts) {
  public Inventory {
    hosts = List.copyOf(hosts);
  }

  /** The directory of this inventory's hosts. */
  public HostDirectory directory() {
    return HostDirectory.of(defaults, hosts);
  }
}
