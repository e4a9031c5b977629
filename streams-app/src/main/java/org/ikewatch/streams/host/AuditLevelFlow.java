package org.ikewatch.streams.host;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ikewatch.streams.negotiation.AuditEvent;

/**
 * Between which times informative (or debug) records of a host are known to flow. The absence of
 * such a record means something only there. Does not depend on the order of the records.
 *
 * @param heardSince the earliest record of any level
 * @param intervals times without a long break, oldest first, at most {@link #MOST}
 */
record AuditLevelFlow(Optional<Instant> heardSince, List<Interval> intervals) {
  /** A host that audits at informative writes something with each negotiation. */
  static final Duration BREAK = Duration.ofHours(1);

  private static final int MOST = 16;

  static final AuditLevelFlow NONE = new AuditLevelFlow(Optional.empty(), List.of());

  /** From the first to the last of records that follow each other without a long break. */
  record Interval(Instant since, Instant last) {
    private boolean touches(Instant at) {
      return !at.isBefore(since.minus(BREAK)) && !at.isAfter(last.plus(BREAK));
    }

    private Interval with(Interval other) {
      return new Interval(
          since.isBefore(other.since) ? since : other.since,
          last.isAfter(other.last) ? last : other.last);
    }
  }

  AuditLevelFlow {
    intervals = List.copyOf(intervals);
  }

  AuditLevelFlow with(AuditEvent event) {
    Instant at = event.time();
    boolean earliest = heardSince.filter(it -> !it.isAfter(at)).isEmpty();
    Optional<Instant> heard = earliest ? Optional.of(at) : heardSince;
    if (event.informative() && !covered(at)) {
      return new AuditLevelFlow(heard, merged(at));
    }
    return earliest ? new AuditLevelFlow(heard, intervals) : this;
  }

  private boolean covered(Instant at) {
    for (int i = intervals.size() - 1; i >= 0; i--) {
      Interval interval = intervals.get(i);
      if (!at.isBefore(interval.since()) && !at.isAfter(interval.last())) {
        return true;
      }
    }
    return false;
  }

  private List<Interval> merged(Instant at) {
    List<Interval> next = new ArrayList<>(intervals.size() + 1);
    Interval whole = new Interval(at, at);
    for (Interval interval : intervals) {
      if (interval.touches(at)) {
        whole = whole.with(interval);
      } else {
        next.add(interval);
      }
    }
    next.add(whole);
    next.sort((one, other) -> one.since().compareTo(other.since()));
    return next.size() > MOST ? next.subList(1, next.size()) : next;
  }

  /** Whether an informative record written at any time between these two would be in hand. */
  boolean flowed(Instant from, Instant to) {
    return since(to).filter(it -> !it.isAfter(from)).isPresent();
  }

  /** Since when, before that time, they flow without a long break; empty if they do not. */
  Optional<Instant> since(Instant at) {
    for (int i = intervals.size() - 1; i >= 0; i--) {
      Interval interval = intervals.get(i);
      if (interval.since().isBefore(at) && !at.isAfter(interval.last().plus(BREAK))) {
        return Optional.of(interval.since());
      }
    }
    return Optional.empty();
  }

  /** Whether the host was heard at a lower level for that long before informative ones came. */
  boolean raisedAfter(Duration silence, Instant at) {
    return since(at)
        .filter(since -> heardSince.filter(it -> it.isBefore(since.minus(silence))).isPresent())
        .isPresent();
  }
}
