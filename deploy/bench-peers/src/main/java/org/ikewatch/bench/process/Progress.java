package org.ikewatch.bench.process;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import org.ikewatch.schemas.Topics;

/** What a process that reads the audit topic took, from its first commit to its last one. */
public final class Progress {
  private final Child child;
  private final GroupLag lag;
  private Moment first = new Moment(0, 0, 0, 0);
  private Moment last = first;

  private record Moment(long audit, long all, long nanos, double cpuSeconds) {}

  public Progress(Child child, GroupLag lag) {
    this.child = child;
    this.lag = lag;
  }

  /** Looks how far it is; gives the messages of the audit topic that it has committed. */
  public long look() throws ExecutionException, InterruptedException {
    long audit = lag.committed(Topics.AUDIT);
    long all = lag.committed();
    if (all != last.all()) {
      last = new Moment(audit, all, System.nanoTime(), child.cpuSeconds());
      first = first.all() == 0 ? last : first;
    }
    return audit;
  }

  /** Whether it has committed anything lately. */
  public boolean movedWithin(Duration span) {
    return System.nanoTime() - last.nanos() < span.toNanos();
  }

  /** Records a second. */
  public double rate() {
    return (last.audit() - first.audit()) * 1e9 / (last.nanos() - first.nanos());
  }

  /** Microseconds of CPU for each record. */
  public double cpuMicros() {
    return (last.cpuSeconds() - first.cpuSeconds()) * 1e6 / (last.audit() - first.audit());
  }
}
