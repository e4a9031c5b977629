package org.ikewatch.ingest.intake;

import org.ikewatch.ingest.host.Host;

/**
 * Where the records of one stream come from.
 *
 * @param host the host that wrote them
 * @param sender the address that sent them; the file's path in a replay
 * @param file the file they stand in; empty for records off the network
 * @param hostClaimed whether the sender may not speak for that host
 */
public record Origin(Host host, String sender, String file, boolean hostClaimed) {
  /** A sender that may speak for that host. */
  public Origin(Host host, String sender, String file) {
    this(host, sender, file, false);
  }

  /** Whether they come off the network, and not out of a file. */
  public boolean isLive() {
    return file.isEmpty();
  }
}
