package org.ikewatch.ingest.replay;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.ikewatch.schemas.AuditRecord;
import org.ikewatch.schemas.EventTimeSource;

/**
 * Gives the records of one host the time at which they would have been received: the latest event
 * time so far. A record waits for the next readable date: one that lies more than a day after that
 * is a slip of the clock and moves nothing; if the next {@code Msg} continues its own and the dates
 * rise without it, more than two hours suffice. Behind the last record no date comes: there, only a
 * leap of more than a year is taken for a slip, as hosts may be silent for weeks.
 */
final class HostTimeline {
  private static final long SLIP_MILLIS = Duration.ofDays(1).toMillis();
  private static final long SINGLE_SLIP_MILLIS = Duration.ofHours(2).toMillis();
  private static final long CONTINUES = 64;
  private static final long LAST_SLIP_MILLIS = Duration.ofDays(366).toMillis();
  private static final long NEVER = Long.MIN_VALUE;

  private final Consumer<AuditRecord> output;
  private final RepeatedHours repeatedHours;
  private final List<AuditRecord> waiting = new ArrayList<>();
  private long latest = NEVER;

  /**
   * No records so far.
   *
   * @param zone of the host's clock
   */
  HostTimeline(ZoneId zone, Consumer<AuditRecord> output) {
    this.output = output;
    this.repeatedHours = new RepeatedHours(zone);
  }

  void add(AuditRecord next) {
    if (isDated(next)) {
      long date = next.getEventTime().toEpochMilli();
      release(date + (isBehindSingleSlip(next) ? SINGLE_SLIP_MILLIS : SLIP_MILLIS), date);
      next.setEventTime(repeatedHours.resolve(next));
    }
    waiting.add(next);
  }

  /** Whether the record that waits was written before this one, which goes on from those before. */
  private boolean isBehindSingleSlip(AuditRecord next) {
    if (next.getMsg() == null || next.getEventTime().toEpochMilli() < latest) {
      return false;
    }
    return waiting.stream()
        .filter(held -> isDated(held) && held.getMsg() != null)
        .mapToLong(held -> next.getMsg() - held.getMsg())
        .anyMatch(step -> step > 0 && step <= CONTINUES);
  }

  void finish() {
    release(latest == NEVER ? Long.MAX_VALUE : latest + LAST_SLIP_MILLIS, 0);
  }

  /**
   * Hands on what waits.
   *
   * @param slip dates after this are slips
   * @param nearest the time to assume before the first date
   */
  private void release(long slip, long nearest) {
    for (AuditRecord held : waiting) {
      if (isDated(held) && held.getEventTime().toEpochMilli() <= slip) {
        latest = Math.max(latest, held.getEventTime().toEpochMilli());
        repeatedHours.passed(held);
      }
      held.setReceivedAt(Instant.ofEpochMilli(latest == NEVER ? nearest : latest));
      if (!isDated(held)) {
        held.setEventTime(held.getReceivedAt());
      }
      output.accept(held);
    }
    waiting.clear();
  }

  private static boolean isDated(AuditRecord candidate) {
    return candidate.getEventTimeSource() != EventTimeSource.RECEIVED;
  }
}
