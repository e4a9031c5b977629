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
 * @param steadySince when the estimate fell last by more than a second; it falls all the time while
 *     a backlog comes in, and stays while records come as they are written
 */
record IngestorDelay(
    long delay,
    long windowStart,
    long windowDelay,
    long previousDelay,
    long heardAt,
    long steadySince) {
  private static final long WINDOW_MILLIS = Duration.ofMinutes(5).toMillis();
  private static final long REAL_TIME_MILLIS = 1_000;

  static IngestorDelay first(long sample, long received) {
    return new IngestorDelay(sample, received, sample, sample, received, received);
  }

  /** Whether a record received now comes as it was written, as far as the ones before it show. */
  boolean isRealTime(long received) {
    return heardAt - steadySince >= REAL_TIME_MILLIS || received - heardAt >= REAL_TIME_MILLIS;
  }

  IngestorDelay with(long sample, long received) {
    long steady = sample < delay - REAL_TIME_MILLIS ? received : steadySince;
    if (received - windowStart >= WINDOW_MILLIS) {
      boolean gap = received - windowStart >= 2 * WINDOW_MILLIS;
      long before = gap ? sample : windowDelay;
      return new IngestorDelay(
          Math.min(before, sample), received, sample, before, Math.max(received, heardAt), steady);
    }
    long smallest = Math.min(windowDelay, sample);
    return new IngestorDelay(
        Math.min(smallest, previousDelay),
        windowStart,
        smallest,
        previousDelay,
        Math.max(received, heardAt),
        steady);
  }
}
