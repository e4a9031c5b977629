package org.ikewatch.streams.negotiation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * The Msg counter of one host: a running number that restarts, so a jump forward tells of records
 * that did not arrive. It only tells where it runs without gaps otherwise: a shipper that filters
 * leaves gaps that are no losses.
 *
 * @param last the newest number, in order of event time
 * @param lastAt when it was written
 * @param density how regularly it rose by one of late, 0 to {@link #DENSE}
 * @param unnumbered records since then whose number is not known
 * @param gaps the newest gaps
 * @param lost records lost in all gaps so far: an estimate
 */
public record MsgCounter(
    OptionalLong last, Instant lastAt, int density, long unnumbered, List<Gap> gaps, long lost) {
  private static final int DENSE = 32;
  private static final int TRUSTED = 16;
  private static final int PENALTY = 4;
  private static final int GAPS = 16;

  /** A larger jump is a new file or a new start, not a loss. */
  private static final long LARGEST_GAP = 100_000;

  static final MsgCounter NONE =
      new MsgCounter(OptionalLong.empty(), Instant.EPOCH, 0, 0, List.of(), 0);

  /** Records lost between two records that arrived. */
  public record Gap(Instant from, Instant to, long lost) {}

  public MsgCounter {
    gaps = List.copyOf(gaps);
  }

  MsgCounter with(AuditEvent event) {
    if (event.msg().isEmpty()) {
      return new MsgCounter(last, lastAt, density, unnumbered + event.repeats(), gaps, lost);
    }
    long step = event.msg().getAsLong() - last.orElse(event.msg().getAsLong());
    if (last.isPresent() && step <= 0 && !event.time().isAfter(lastAt)) {
      // A record that was sent again.
      return this;
    }
    if (last.isEmpty() || step <= 0 || step > LARGEST_GAP) {
      return new MsgCounter(event.msg(), event.time(), density, 0, gaps, lost);
    }
    long missing = step - 1 - unnumbered;
    if (missing <= 0) {
      int denser = Math.min(DENSE, density + 1);
      return new MsgCounter(event.msg(), event.time(), denser, 0, gaps, lost);
    }
    int sparser = Math.max(0, density - PENALTY);
    return density < TRUSTED
        ? new MsgCounter(event.msg(), event.time(), sparser, 0, gaps, lost)
        : new MsgCounter(
            event.msg(),
            event.time(),
            sparser,
            0,
            newest(new Gap(lastAt, event.time(), missing)),
            lost + missing);
  }

  /** After a run of records that rises by one from the last one taken to this one. */
  MsgCounter through(AuditEvent end) {
    long steps = end.msg().orElseThrow() - last.orElseThrow();
    int denser = (int) Math.min(DENSE, density + steps);
    return new MsgCounter(end.msg(), end.time(), denser, 0, gaps, lost);
  }

  long lostBetween(Instant from, Instant to) {
    long sum = 0;
    for (Gap gap : gaps) {
      if (gap.to().isAfter(from) && !gap.from().isAfter(to)) {
        sum += gap.lost();
      }
    }
    return sum;
  }

  private List<Gap> newest(Gap gap) {
    List<Gap> all = new ArrayList<>(gaps);
    all.add(gap);
    return all.size() > GAPS ? all.subList(1, all.size()) : all;
  }
}
