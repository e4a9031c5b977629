package org.ikewatch.ingest.listen;

import java.net.InetAddress;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.ikewatch.ingest.guard.Credit;

/**
 * How much each sender may send: so many lines a second, and a few seconds' worth at once. Knows a
 * bounded number of senders; the one not heard of for longest is forgotten, its debts with it. Safe
 * for use by several threads.
 */
final class SenderRates {
  /** What a sender may send at once after a pause. */
  private static final int BURST_SECONDS = 5;

  /** At some 200 bytes each. */
  private static final int MOST_SENDERS = 65_536;

  private final int linesPerSecond;
  private final Clock clock;
  private final Map<InetAddress, Credit> credits =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<InetAddress, Credit> eldest) {
          return size() > MOST_SENDERS;
        }
      };

  /**
   * Nobody has sent so far.
   *
   * @param linesPerSecond the rate; 0 for no limit
   */
  SenderRates(int linesPerSecond, Clock clock) {
    this.linesPerSecond = linesPerSecond;
    this.clock = clock;
  }

  boolean isOff() {
    return linesPerSecond == 0;
  }

  /** Charges a sender that can be made to wait; says for how many milliseconds it should. */
  synchronized long charge(InetAddress sender, int lines) {
    long now = clock.millis();
    Credit credit = credit(sender, now);
    double left = credit.left(now) - lines;
    credit.spend(lines);
    return left >= 0 ? 0 : (long) Math.ceil(-left * 1000 / linesPerSecond);
  }

  /** Charges a sender that cannot be made to wait, unless it has used up what it may send. */
  synchronized boolean allows(InetAddress sender, int lines) {
    long now = clock.millis();
    Credit credit = credit(sender, now);
    if (credit.left(now) <= 0) {
      return false;
    }
    credit.spend(lines);
    return true;
  }

  private Credit credit(InetAddress sender, long now) {
    return credits.computeIfAbsent(
        Senders.limited(sender),
        unknown -> new Credit(linesPerSecond, (double) BURST_SECONDS * linesPerSecond, now));
  }

  /** How many senders are known. */
  synchronized int size() {
    return credits.size();
  }
}
