package org.ikewatch.streams;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.ikewatch.schemas.settings.Setting;
import org.ikewatch.schemas.settings.SettingType;
import org.ikewatch.schemas.settings.SettingValues;
import org.ikewatch.streams.host.CorrelationConfig;
import org.ikewatch.streams.incident.LifecycleRules;
import org.ikewatch.streams.negotiation.SaLifetimes;

/** The settings on which verdicts depend, and the bounds of what is kept. */
final class CorrelationSettings {
  private static final long KIB = 1024;
  private static final long MIB = 1024 * KIB;
  private static final long GIB = 1024 * MIB;

  private static final Duration LONGEST_RULE = Duration.ofDays(7);
  private static final Duration LONGEST_LIFETIME = Duration.ofDays(30);

  private static final Setting<Duration> QUIET =
      Setting.optional(
          "correlate.lifecycle.quiet",
          SettingType.duration(Duration.ofSeconds(1), LONGEST_RULE),
          "10m",
          "An open incident without a failure for this long is resolved. Retries are driven by"
              + " applications: a shorter time resolves and reopens one problem again and again, a"
              + " longer one reports its end later.");

  private static final Setting<Duration> FLAP =
      Setting.optional(
          "correlate.lifecycle.flap",
          SettingType.duration(Duration.ZERO, LONGEST_RULE),
          "30m",
          "A failure within this long after a resolution reopens the incident instead of opening"
              + " another one. The state keeps a resolved incident that long.");

  private static final Setting<Duration> PROBATION =
      Setting.optional(
          "correlate.lifecycle.probation",
          SettingType.duration(Duration.ZERO, LONGEST_RULE),
          "1m",
          "How long a success must last before it resolves an incident that was reopened, for each"
              + " time it was; at most `correlate.lifecycle.quiet`. A longer time reports a lasting"
              + " recovery later.");

  private static final Setting<Duration> IKEV1 =
      Setting.optional(
          "correlate.lifetime.ikev1",
          SettingType.duration(Duration.ofMinutes(1), LONGEST_LIFETIME),
          "8h",
          "The longest lifetime of an ISAKMP SA in the fleet's policies, A.01, A.02 and A.03 with"
              + " IKEv1. Too short, and an SA that is in force counts as none; too long, and one"
              + " whose end was not recorded counts as in force.");

  private static final Setting<Duration> IKEV2 =
      Setting.optional(
          "correlate.lifetime.ikev2",
          SettingType.duration(Duration.ofMinutes(1), LONGEST_LIFETIME),
          "1d",
          "The same of an IKE SA, A.03 with IKEv2.");

  private static final Setting<Duration> GRACE =
      Setting.optional(
          "correlate.grace",
          SettingType.duration(Duration.ofSeconds(1), Duration.ofDays(1)),
          "2m",
          "How long after a record's receipt an earlier one of the same host may still take its"
              + " place before it, and how far a time stamp may leave the host's clock. Set it to"
              + " twice the interval of a shipper that polls. Each minute costs the memory of a"
              + " minute's failures and successes of each host, and incidents can change that much"
              + " longer.");

  private static final Setting<Duration> RETENTION =
      Setting.optional(
          "correlate.retention",
          SettingType.duration(Duration.ofMinutes(1), Duration.ofDays(365)),
          "7d",
          "How long a host or a pair of addresses without news is kept; at least `correlate.grace`."
              + " What is older changes no incident. A longer time costs the state of what no longer"
              + " exists, and each restart reads it.");

  private static final Setting<Long> MEMORY =
      Setting.optional(
          "correlate.memory.bytes",
          SettingType.size(2 * KIB, GIB),
          "64KiB",
          "Per host, for recognising records that are sent again, 8 bytes a record. A file from"
              + " before the records that it covers is counted as late and changes nothing. Raising"
              + " it costs that much heap and changelog for each host that writes as many records.");

  private static final Setting<Long> BUFFER =
      Setting.optional(
          "correlate.buffer.bytes",
          SettingType.size(4 * KIB, GIB),
          "256KiB",
          "Per host, for records within the grace; what exceeds it settles early and is counted as"
              + " BUFFER_FULL. Raising it costs that much heap for each host in a storm, and a late"
              + " record then applies more of them again.");

  private static final Setting<Long> HOST =
      Setting.optional(
          "correlate.host.bytes",
          SettingType.size(64 * KIB, 64 * GIB),
          "32MiB",
          "Per host, for all its pairs of addresses; records of further peers are refused and counted"
              + " as REFUSED_HOST_FULL. Raising it lets one host take that much more of its"
              + " partition.");

  private static final Setting<Long> PARTITION =
      Setting.optional(
          "correlate.partition.bytes",
          SettingType.size(MIB, 64 * GIB),
          "512MiB",
          "Per partition, for all its hosts; records of further hosts are refused and counted as"
              + " REFUSED_PARTITION_FULL. The state is in memory: all partitions of a process, at this"
              + " size, must fit into its heap, and a restart reads them from the changelog.");

  private static final Setting<Long> CACHE =
      Setting.optional(
          "correlate.cache.bytes",
          SettingType.size(64 * KIB, 64 * GIB),
          "160MiB",
          "For hosts in use, ready to be worked on, over all partitions of the process; a third of"
              + " the heap is right. The others are decoded from the state again when they are heard,"
              + " with their records within the grace: if most are, throughput falls to a fraction.");

  /** All of them, in the order of the reference page. */
  static final List<Setting<?>> ALL =
      List.of(
          QUIET, FLAP, PROBATION, IKEV1, IKEV2, GRACE, RETENTION, MEMORY, BUFFER, HOST, PARTITION,
          CACHE);

  private CorrelationSettings() {}

  /** What is wrong with values that are right one by one: a sentence each. */
  static List<String> conflicts(SettingValues values) {
    List<String> errors = new ArrayList<>();
    if (values.get(PROBATION).compareTo(values.get(QUIET)) > 0) {
      errors.add(PROBATION.key() + ": is longer than " + QUIET.key() + "; make it at most as long");
    }
    if (values.get(RETENTION).compareTo(values.get(GRACE)) < 0) {
      errors.add(
          RETENTION.key() + ": is shorter than " + GRACE.key() + "; make it at least as long");
    }
    return errors;
  }

  /** The configuration that these values, of which none are in conflict, describe. */
  static CorrelationConfig read(SettingValues values) {
    return new CorrelationConfig(
        new LifecycleRules(values.get(QUIET), values.get(FLAP), values.get(PROBATION)),
        new SaLifetimes(values.get(IKEV1), values.get(IKEV2)),
        values.get(GRACE),
        values.get(RETENTION),
        Math.toIntExact(values.get(MEMORY)),
        Math.toIntExact(values.get(BUFFER)),
        values.get(HOST),
        values.get(PARTITION),
        values.get(CACHE));
  }
}
