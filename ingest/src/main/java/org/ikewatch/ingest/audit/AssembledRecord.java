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
 * @param lines the lines it was made of, as they arrived; at least one
 */
public record AssembledRecord(
    AuditHeader header, Span text, Match match, Set<Flag> flags, List<AuditLine> lines) {

  /** Its first line. */
  public AuditLine first() {
    return lines.get(0);
  }

  /** Its last line: when that arrived, the record had. */
  public AuditLine last() {
    return lines.get(lines.size() - 1);
  }

  /** A record that came in one line. */
  static AssembledRecord whole(AuditLine line, AuditHeader header, Span text, Match match) {
    boolean plain = header.isDated() && !line.invalidUtf8() && !line.cut();
    return new AssembledRecord(
        header, text, match, plain ? Set.of() : flags(line, header), List.of(line));
  }

  private static Set<Flag> flags(AuditLine line, AuditHeader header) {
    Set<Flag> flags = EnumSet.noneOf(Flag.class);
    if (line.invalidUtf8()) {
      flags.add(Flag.INVALID_UTF8);
    }
    if (line.cut()) {
      flags.add(Flag.TRUNCATED);
    }
    if (!header.isDated()) {
      flags.add(Flag.DATE_UNREADABLE);
    }
    return flags;
  }

  /** Puts the halves together; {@code eventFirst} where it came before its header. */
  static AssembledRecord join(PendingHeader header, PendingEvent event, boolean eventFirst) {
    boolean plain = header.header().isDated() && header.flags().isEmpty();
    if (plain && event.isOnHeaderLine() && event.flags().isEmpty()) {
      return new AssembledRecord(
          header.header(), event.text(), event.match(), Set.of(), header.lines());
    }
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
    return new AssembledRecord(header.header(), event.text(), event.match(), flags, lines);
  }
}
