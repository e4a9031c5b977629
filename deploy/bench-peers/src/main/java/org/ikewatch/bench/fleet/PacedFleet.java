package org.ikewatch.bench.fleet;

import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Gives the records of a fleet at a steady rate; {@link #next} waits until one is due. */
public final class PacedFleet implements Iterator<FleetRecord> {
  private final Iterator<FleetRecord> fleet;
  private final long interval;
  private final long begin = System.nanoTime();
  private long given;

  /**
   * @param perSecond records a second
   */
  public PacedFleet(Iterator<FleetRecord> fleet, int perSecond) {
    this.fleet = fleet;
    this.interval = TimeUnit.SECONDS.toNanos(1) / perSecond;
  }

  @Override
  public boolean hasNext() {
    return fleet.hasNext();
  }

  @Override
  public FleetRecord next() {
    long due = begin + given++ * interval;
    for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
      LockSupport.parkNanos(wait);
    }
    return fleet.next();
  }
}
