package org.ikewatch.ingest.replay;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneRules;
import java.util.HashMap;
import java.util.Map;
import org.ikewatch.ingest.audit.EventDate;
import org.ikewatch.schemas.AuditRecord;
import org.ikewatch.schemas.EventTimeSource;

/**
 * Resolves times that occur twice on a host's clock, as summer time ends, by the order of its
 * records and their {@code Msg}: there is no receive time. A record that follows one of a later
 * time and has a higher number was written after the clock was put back, and so were all of higher
 * numbers than that. Without such a record it is the first occurrence. A counter that restarts
 * within the repeated hour cannot be told from records that are read again: those keep the first
 * occurrence.
 */
final class RepeatedHours {
  private static final long NO_NUMBER = -1;

  private final ZoneId zone;
  private final ZoneRules rules;

  /** By the moment at which the clock was put back: the last number before that. */
  private final Map<Instant, Long> lastBefore = new HashMap<>();

  private Instant latest = Instant.MIN;
  private long numberOfLatest = NO_NUMBER;

  RepeatedHours(ZoneId zone) {
    this.zone = zone;
    this.rules = zone.getRules();
  }

  /** Takes note of a record that precedes those to come. */
  void passed(AuditRecord earlier) {
    if (earlier.getMsg() != null && earlier.getEventTime().isAfter(latest)) {
      latest = earlier.getEventTime();
      numberOfLatest = earlier.getMsg();
    }
  }

  /**
   * When the next record was written.
   *
   * @param next its event time is the first of those that it may have
   */
  Instant resolve(AuditRecord next) {
    Instant first = next.getEventTime();
    // In order, the common case: nothing to look up.
    if (!latest.isAfter(first)
        || next.getMsg() == null
        || next.getEventTimeSource() != EventTimeSource.DATE
        || rules.isFixedOffset()) {
      return first;
    }
    LocalDateTime local = LocalDateTime.ofInstant(first, zone);
    Duration repetition = EventDate.repetition(local, rules);
    if (repetition.isZero()) {
      return first;
    }
    Instant putBack = rules.getTransition(local).getInstant();
    if (next.getMsg() > numberOfLatest) {
      lastBefore.putIfAbsent(putBack, numberOfLatest);
    }
    Long boundary = lastBefore.get(putBack);
    return boundary != null && next.getMsg() > boundary ? first.plus(repetition) : first;
  }
}
