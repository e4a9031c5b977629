package org.ikewatch.ingest.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Finds the header of each event. Nothing but their order tells which belong together, and HP-UX's
 * syslogd may change it (syslogd(1M), option {@code -a}). So a half that has no other waits a
 * little, and what follows decides. With H for a header and E for an event, in order of arrival:
 *
 * <ul>
 *   <li>H1 E1: one record, at once.
 *   <li>E1 H1, and then no event: one record, {@link Flag#REORDERED}. An event that follows H1 is
 *       its own, and leaves E1 without header.
 *   <li>H1 H2 E1 E2 and E1 E2 H1 H2: two records, first with first, both {@link Flag#REORDERED}.
 *   <li>H1 H2 E, and then no event: H1 has lost its event, as E follows H2.
 * </ul>
 *
 * <p>Whatever else comes, neighbours are joined in this way and the rest stays alone.
 */
final class Pairing {
  private final Catalogue catalogue;
  private final Consumer<AssembledRecord> output;
  private final List<Part> parts = new ArrayList<>(4);

  Pairing(Catalogue catalogue, Consumer<AssembledRecord> output) {
    this.catalogue = catalogue;
    this.output = output;
  }

  void add(Part part) {
    parts.add(part);
    settle();
  }

  /** Takes the line if it can be the continuation of what came last. */
  boolean continueWith(AuditLine line) {
    if (parts.isEmpty()) {
      return false;
    }
    if (last() instanceof PendingHeader header) {
      boolean taken = header.continueWith(line);
      if (taken && header.hasEvent()) {
        add(new PendingEvent(catalogue, header.event()));
      }
      return taken;
    }
    boolean taken = ((PendingEvent) last()).continueWith(line);
    settle();
    return taken;
  }

  /** Whether what came last would be understood with this line. */
  boolean isUnderstoodWith(AuditLine line) {
    return !parts.isEmpty() && last() instanceof PendingEvent event && event.isUnderstoodWith(line);
  }

  private Part last() {
    return parts.get(parts.size() - 1);
  }

  /** Hands on what no later line can change. */
  private void settle() {
    if (parts.size() < 2) {
      return;
    }
    switch (shape()) {
      case "HE" -> {
        if (((PendingEvent) parts.get(1)).isComplete()) {
          resolveFirst();
        }
      }
      case "HHEE" -> {
        parts.forEach(part -> part.flag(Flag.REORDERED));
        join((PendingHeader) parts.remove(0), (PendingEvent) parts.remove(1), false);
        settle();
      }
      case "EEHH" -> {
        join((PendingHeader) parts.remove(2), (PendingEvent) parts.remove(0), true);
        join((PendingHeader) parts.remove(1), (PendingEvent) parts.remove(0), true);
      }
      case "HH", "EE", "EH", "HHE", "EEH" -> {
        // What comes next decides.
      }
      default -> {
        resolveFirst();
        settle();
      }
    }
  }

  private String shape() {
    if (parts.size() == 2 && isHeader(0) && !isHeader(1)) {
      return "HE";
    }
    StringBuilder shape = new StringBuilder(4);
    for (int i = 0; i < parts.size(); i++) {
      shape.append(isHeader(i) ? 'H' : 'E');
    }
    return shape.toString();
  }

  private boolean isHeader(int at) {
    return parts.get(at) instanceof PendingHeader;
  }

  /** Hands on the oldest, with what belongs to it as far as is known now. */
  private void resolveFirst() {
    Part first = parts.remove(0);
    boolean followedByEvent = !parts.isEmpty() && !isHeader(0);
    boolean followedByHeaderOnly =
        !parts.isEmpty() && isHeader(0) && (parts.size() == 1 || isHeader(1));
    if (first instanceof PendingHeader header) {
      join(
          header,
          followedByEvent ? (PendingEvent) parts.remove(0) : PendingEvent.missing(catalogue),
          false);
    } else if (followedByHeaderOnly) {
      join((PendingHeader) parts.remove(0), (PendingEvent) first, true);
    } else {
      join(PendingHeader.missing(), (PendingEvent) first, false);
    }
  }

  private void join(PendingHeader header, PendingEvent event, boolean eventFirst) {
    output.accept(AssembledRecord.join(header, event, eventFirst));
  }

  /** Hands on everything. */
  void drain() {
    while (!parts.isEmpty()) {
      resolveFirst();
    }
  }

  /** Gives up everything. */
  List<AuditLine> release() {
    List<AuditLine> lines = new ArrayList<>();
    parts.forEach(part -> lines.addAll(part.lines()));
    parts.clear();
    return lines;
  }

  boolean hasEvent() {
    for (int i = 0; i < parts.size(); i++) {
      if (!isHeader(i)) {
        return true;
      }
    }
    return false;
  }

  /** When the oldest of the lines arrived that it has; {@link Long#MAX_VALUE} where it has none. */
  long oldestArrival() {
    long oldest = Long.MAX_VALUE;
    for (Part part : parts) {
      for (AuditLine line : part.lines()) {
        oldest = Math.min(oldest, line.arrivedAt());
      }
    }
    return oldest;
  }

  boolean isEmpty() {
    return parts.isEmpty();
  }
}
