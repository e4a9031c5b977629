package org.ikewatch.ingest.replay;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.ikewatch.schemas.AuditRecord;
import org.ikewatch.schemas.EventTimeSource;

/**
 * Gives the records of one host the time at which they would have been received: the latest event
 * time so far. A record waits for the next readable date: one that lies more than a day after that
 * is a slip of the clock and moves nothing.
 */
final class HostTimeline {
  private static final long SLIP_MILLIS = 86_400_000;

  private final Consumer<AuditRecord> output;
  private final List<AuditRecord> waiting = new ArrayList<>();
  private long latest = Long.MIN_VALUE;

  HostTimeline(Consumer<AuditRecord> output) {
    this.output = output;
  }

  void add(AuditRecord next) {
    if (isDated(next)) {
      release(next.getEventTime().toEpochMilli());
    }
    waiting.add(next);
  }

  void finish() {
    release(Long.MAX_VALUE - SLIP_MILLIS);
  }

  private void release(long nextDated) {
    for (AuditRecord held : waiting) {
      if (isDated(held) && held.getEventTime().toEpochMilli() <= nextDated + SLIP_MILLIS) {
        latest = Math.max(latest, held.getEventTime().toEpochMilli());
      }
      held.setReceivedAt(Instant.ofEpochMilli(receivedAt(nextDated)));
      if (!isDated(held)) {
        held.setEventTime(held.getReceivedAt());
      }
      output.accept(held);
    }
    waiting.clear();
  }

  /** Before the first date, the one that comes next is the nearest there is. */
  private long receivedAt(long nextDated) {
    if (latest != Long.MIN_VALUE) {
      return latest;
    }
    return nextDated == Long.MAX_VALUE - SLIP_MILLIS ? 0 : nextDated;
  }

  private static boolean isDated(AuditRecord candidate) {
    return candidate.getEventTimeSource() != EventTimeSource.RECEIVED;
  }
}
