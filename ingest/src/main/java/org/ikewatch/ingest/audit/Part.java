package org.ikewatch.ingest.audit;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** One half of a record, its header or its event, whose lines are still coming in. */
abstract sealed class Part permits PendingHeader, PendingEvent {
  private List<AuditLine> lines = List.of();
  private Set<Flag> flags = Set.of();

  /** Takes this line, which nobody else reads over. */
  final void take(AuditLine line) {
    // Nearly all have one line, and no flag.
    if (lines.isEmpty()) {
      lines = List.of(line);
    } else {
      lines = new ArrayList<>(lines);
      lines.add(line);
    }
    if (line.invalidUtf8()) {
      flag(Flag.INVALID_UTF8);
    }
    if (line.cut()) {
      flag(Flag.TRUNCATED);
    }
  }

  final void flag(Flag flag) {
    flags = flags.isEmpty() ? EnumSet.noneOf(Flag.class) : flags;
    flags.add(flag);
  }

  /** The lines it is made of; none for an event that began on its header's line. */
  final List<AuditLine> lines() {
    return lines;
  }

  final Set<Flag> flags() {
    return flags;
  }
}
