package org.ikewatch.ingest.guard;

/**
 * What may be spent: it grows at a steady rate up to a most. What was spent beyond it is owed. Not
 * safe for use by several threads.
 */
public final class Credit {
  private final double perSecond;
  private final double most;
  private double left;
  private long asOf;

  /**
   * A full one.
   *
   * @param perSecond how much of it comes back in a second
   * @param most what may be spent at once after a pause
   * @param now in milliseconds since the epoch
   */
  public Credit(double perSecond, double most, long now) {
    this.perSecond = perSecond;
    this.most = most;
    this.left = most;
    this.asOf = now;
  }

  /** What may be spent now; below zero what is owed. A clock that was set back earns nothing. */
  public double left(long now) {
    if (now > asOf) {
      left = Math.min(most, left + (now - asOf) * perSecond / 1000);
    }
    asOf = now;
    return left;
  }

  /** Spends this, at the time for which {@link #left} was asked last. */
  public void spend(double amount) {
    left -= amount;
  }
}
