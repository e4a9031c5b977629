package org.ikewatch.streams.host;

import java.time.Duration;
import org.ikewatch.streams.incident.LifecycleRules;
import org.ikewatch.streams.negotiation.SaLifetimes;

/**
 * What verdicts depend on, and the bounds of what is kept.
 *
 * @param lifecycle how long a problem lives
 * @param lifetimes how long SAs last
 * @param grace how long after a record's receipt an earlier one of the same host may still take its
 *     place before it; also how far a stamp may leave the host's clock. Each minute costs the
 *     bearing records of a minute per host
 * @param retention how long a host or a pair of which nothing more is heard is remembered
 * @param memoryBytes bytes per host for recognising records that are sent again; 8 bytes a record
 * @param bufferBytes bytes per host for records within the grace; more than that settles early
 * @param hostBytes bytes per host for its pairs; records of further peers are refused
 * @param partitionBytes bytes per partition for all hosts; records of further hosts are refused
 * @param cacheBytes bytes of heap for the hosts in use of all partitions of a process; the others
 *     are read from the store again, with their records within the grace
 */
public record CorrelationConfig(
    LifecycleRules lifecycle,
    SaLifetimes lifetimes,
    Duration grace,
    Duration retention,
    int memoryBytes,
    int bufferBytes,
    long hostBytes,
    long partitionBytes,
    long cacheBytes) {
  private static final int KIB = 1024;
  private static final int MIB = 1024 * KIB;

  /** The grace covers two rounds of a shipper that polls each minute. */
  public static final CorrelationConfig DEFAULT =
      new CorrelationConfig(
          LifecycleRules.DEFAULT,
          SaLifetimes.DEFAULT,
          Duration.ofMinutes(2),
          Duration.ofDays(7),
          64 * KIB,
          256 * KIB,
          32L * MIB,
          512L * MIB,
          160L * MIB);

  public CorrelationConfig {
    if (grace.isNegative() || grace.isZero()) {
      throw new IllegalArgumentException("correlate.grace must be positive, it is " + grace);
    }
    if (retention.compareTo(grace) < 0) {
      throw new IllegalArgumentException(
          "correlate.retention must be at least correlate.grace, it is " + retention);
    }
    requireAtLeast("correlate.memory.bytes", memoryBytes, 2 * KIB);
    requireAtLeast("correlate.buffer.bytes", bufferBytes, 4 * KIB);
    requireAtLeast("correlate.host.bytes", hostBytes, 64 * KIB);
    requireAtLeast("correlate.partition.bytes", partitionBytes, MIB);
    requireAtLeast("correlate.cache.bytes", cacheBytes, 64 * KIB);
  }

  private static void requireAtLeast(String key, long value, long least) {
    if (value < least) {
      throw new IllegalArgumentException(key + " must be at least " + least + ", it is " + value);
    }
  }
}
