package org.ikewatch.ingest.intake;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.ikewatch.ingest.audit.AssembledRecord;
import org.ikewatch.ingest.syslog.Writer;

/**
 * Who is known to write audit records: IPSec's daemons, and whoever wrote the header of one. Other
 * programs begin lines with {@code Event:} too. Safe for use by several threads.
 */
final class AuditWriters {
  private final int most;
  private final Set<Writer> known = ConcurrentHashMap.newKeySet();

  /** Nobody but the daemons; remembers up to so many others. */
  AuditWriters(int most) {
    this.most = most;
  }

  /** Whether what this writer wrote is an audit record; a header of one shows it of its others. */
  boolean wrote(Writer writer, AssembledRecord assembled) {
    if (!assembled.header().isMissing()) {
      if (!writer.isDaemon() && known.size() < most) {
        known.add(writer);
      }
      return true;
    }
    return writer.isDaemon() || assembled.match().isKnown() || known.contains(writer);
  }
}
