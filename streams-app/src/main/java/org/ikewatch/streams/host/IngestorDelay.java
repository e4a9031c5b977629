package org.ikewatch.streams.host;

import java.time.Duration;

/**
 * How far one ingestor's clock is ahead of one host's: the smallest delay of the last one to two
 * windows between the time of a record and its receipt. It holds the difference of the clocks and
 * the shortest way of a record.
 *
 * @param delay the estimate, in milliseconds
 * @param windowStart when the current window began, on the ingestor's clock
 * @param windowDelay the smallest delay in it
 * @param previousDelay the smallest delay of the window before
 * @param heardAt the newest record of the host that this ingestor received
 */
record IngestorDelay(
    long delay, long windowStart, long windowDelay, long previousDelay, long heardAt) {
  private static final long WINDOW_MILLIS = Duration.ofMinutes(5).toMillis();

  static IngestorDelay first(long sample, long received) {
    return new IngestorDelay(sample, received, sample, sample, received);
  }

  IngestorDelay with(long sample, long received) {
    if (received - windowStart >= WINDOW_MILLIS) {
      boolean gap = received - windowStart >= 2 * WINDOW_MILLIS;
      long before = gap ? sample : windowDelay;
      return new IngestorDelay(
          Math.min(before, sample), received, sample, before, Math.max(received, heardAt));
    }
    long smallest = Math.min(windowDelay, sample);
    return new IngestorDelay(
        Math.min(smallest, previousDelay),
        windowStart,
        smallest,
        previousDelay,
        Math.max(received, heardAt));
  }
}
