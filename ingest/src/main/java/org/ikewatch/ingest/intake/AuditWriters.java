package org.ikewatch.ingest.intake;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.ikewatch.ingest.audit.AssembledRecord;
import org.ikewatch.ingest.syslog.Writer;

/**
 * The programs known to write audit records: the IPSec daemons, and any program that wrote a record
 * header. Other programs also write lines that begin with {@code Event:}. Safe for use by several
 * threads.
 */
final class AuditWriters {
  private final int most;
  private final Set<Writer> known = ConcurrentHashMap.newKeySet();

  /** Knows the daemons only; remembers up to {@code most} other writers. */
  AuditWriters(int most) {
    this.most = most;
  }

  /** Whether what this writer wrote is an audit record; a header of one shows it of its others. */
  boolean wrote(Writer writer, AssembledRecord assembled) {
    boolean isKnown = writer.isDaemon() || known.contains(writer);
    boolean hasHeader = !assembled.header().isMissing();
    if (hasHeader && !isKnown && known.size() < most) {
      known.add(writer);
    }
    return hasHeader || isKnown || assembled.match().isKnown();
  }
}
