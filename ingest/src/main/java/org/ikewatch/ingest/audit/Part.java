package org.ikewatch.ingest.audit;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** One half of a record, its header or its event, whose lines are still coming in. */
abstract sealed class Part permits PendingHeader, PendingEvent {
  private final List<AuditLine> lines = new ArrayList<>(1);
  private final Set<Flag> flags = EnumSet.noneOf(Flag.class);

  final void take(AuditLine line) {
    lines.add(line);
    if (line.invalidUtf8()) {
      flag(Flag.INVALID_UTF8);
    }
    if (line.cut()) {
      flag(Flag.TRUNCATED);
    }
  }

  final void flag(Flag flag) {
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
