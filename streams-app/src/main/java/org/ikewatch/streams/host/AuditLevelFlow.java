package org.ikewatch.streams.host;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ikewatch.streams.negotiation.AuditEvent;

/**
 * Between which times informative (or debug) records of a host flow. The absence of such a record
 * means something only there. For what is likely, they flow from the first one on: a host that has
 * nothing to do, or only fails, writes none. For a proof, a long time with records of lower levels
 * alone ends the flow: the level may have been lowered.
 *
 * @param heardSince the earliest record of any level
 * @param intervals times with informative records, oldest first, at most {@link #MOST}
 * @param lower the newest records of lower levels outside of those times, oldest first
 */
record AuditLevelFlow(Optional<Instant> heardSince, List<Interval> intervals, List<Instant> lower) {
  /** A host that audits at informative writes something with each negotiation. */
  static final Duration BREAK = Duration.ofHours(1);

  private static final int MOST = 16;

  static final AuditLevelFlow NONE = new AuditLevelFlow(Optional.empty(), List.of(), List.of());

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
    lower = List.copyOf(lower);
  }

  AuditLevelFlow with(AuditEvent event) {
    Instant at = event.time();
    boolean earliest = heardSince.filter(it -> !it.isAfter(at)).isEmpty();
    Optional<Instant> heard = earliest ? Optional.of(at) : heardSince;
    if (event.informative()) {
      return covered(at)
          ? earliest ? new AuditLevelFlow(heard, intervals, lower) : this
          : new AuditLevelFlow(heard, merged(at), lower);
    }
    if (near(at)) {
      return earliest ? new AuditLevelFlow(heard, intervals, lower) : this;
    }
    return new AuditLevelFlow(heard, intervals, sorted(lower, at));
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

  private boolean near(Instant at) {
    for (int i = intervals.size() - 1; i >= 0; i--) {
      Interval interval = intervals.get(i);
      if (!at.isBefore(interval.since()) && !at.isAfter(interval.last().plus(BREAK))) {
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

  private static List<Instant> sorted(List<Instant> times, Instant added) {
    if (times.contains(added)) {
      return times;
    }
    List<Instant> next = new ArrayList<>(times);
    next.add(added);
    next.sort(Instant::compareTo);
    return next.size() > MOST ? next.subList(1, next.size()) : next;
  }

  /** Whether an informative record written between these two times would likely be in hand. */
  boolean flowed(Instant from, Instant to) {
    return since(to).filter(it -> !it.isAfter(from)).isPresent();
  }

  /** Since when, before that time, they flow; empty if none was seen. */
  Optional<Instant> since(Instant at) {
    return intervals.stream().map(Interval::since).filter(it -> it.isBefore(at)).findFirst();
  }

  /** Since when, before that time, they provably flow; empty if they do not. */
  Optional<Instant> provenSince(Instant at) {
    Optional<Instant> since = Optional.empty();
    Instant until = at;
    for (int i = intervals.size() - 1; i >= 0; i--) {
      Interval interval = intervals.get(i);
      if (!interval.since().isBefore(at)) {
        continue;
      }
      if (lowerBetween(interval.last().plus(BREAK), until)) {
        break;
      }
      since = Optional.of(interval.since());
      until = interval.since();
    }
    return since;
  }

  private boolean lowerBetween(Instant from, Instant to) {
    for (Instant time : lower) {
      if (time.isAfter(from) && time.isBefore(to)) {
        return true;
      }
    }
    return false;
  }

  /** Whether the host was heard at a lower level for long before informative ones came. */
  boolean wasRaised(Instant at) {
    return since(at)
        .filter(since -> heardSince.filter(it -> it.isBefore(since.minus(BREAK))).isPresent())
        .isPresent();
  }
}
