package org.ikewatch.ingest.intake;

import java.util.function.Predicate;
import org.ikewatch.ingest.host.HostDirectory;
import org.ikewatch.ingest.syslog.Writer;

/**
 * Which senders may speak for other hosts than themselves. A host is itself at the addresses that
 * the inventory gives it, and where a header names the very address that sent it.
 *
 * @param relays decides from a sender's address whether the sender is a relay
 * @param refuses whether what another sender says for a host is rejected; otherwise it is flagged
 */
public record Spokesmen(Predicate<String> relays, boolean refuses) {
  /** Every sender may speak for every host. */
  public static final Spokesmen ALL = new Spokesmen(sender -> true, false);

  /** Whether the sender of these lines claims to be a host that it is not known to be. */
  boolean isClaim(Writer writer, HostDirectory directory) {
    return !relays.test(writer.sender()) && !directory.isAt(writer.usableHost(), writer.sender());
  }
}
