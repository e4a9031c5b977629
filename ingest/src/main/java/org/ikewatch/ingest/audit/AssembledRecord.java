package org.ikewatch.ingest.audit;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * An audit record, put together from its lines.
 *
 * @param header its header, or {@link AuditHeader#MISSING}
 * @param text its event text; empty where that was lost
 * @param match what the text means
 * @param flags what a reader should know before trusting it
 * @param first its first line
 * @param last its last line: when that arrived, the record had
 * @param lines of how many lines it was made
 */
public record AssembledRecord(
    AuditHeader header,
    String text,
    Match match,
    Set<Flag> flags,
    AuditLine first,
    AuditLine last,
    int lines) {

  /** Puts the halves together; {@code eventFirst} where it came before its header. */
  static AssembledRecord join(PendingHeader header, PendingEvent event, boolean eventFirst) {
    List<AuditLine> lines = new ArrayList<>((eventFirst ? event : header).lines());
    lines.addAll((eventFirst ? header : event).lines());
    Set<Flag> flags = EnumSet.noneOf(Flag.class);
    flags.addAll(header.flags());
    flags.addAll(event.flags());
    if (eventFirst) {
      flags.add(Flag.REORDERED);
    }
    if (header.header().isMissing()) {
      flags.add(Flag.HEADER_MISSING);
    } else if (!header.header().isDated()) {
      flags.add(Flag.DATE_UNREADABLE);
    }
    if (event.isMissing()) {
      flags.add(Flag.EVENT_MISSING);
    }
    return new AssembledRecord(
        header.header(),
        event.text(),
        event.match(),
        flags,
        lines.get(0),
        lines.get(lines.size() - 1),
        lines.size());
  }
}
