package org.ikewatch.streams;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.ikewatch.schemas.settings.InvalidSettingsException;
import org.ikewatch.schemas.settings.Setting;
import org.ikewatch.schemas.settings.SettingGroup;
import org.ikewatch.schemas.settings.SettingType;
import org.ikewatch.schemas.settings.SettingValues;

/** Every setting of the correlator, in the order of the reference page. */
public final class CorrelateSettings {
  private static final int MOST_THREADS = 1_000;
  private static final int MOST_STANDBYS = 10;
  private static final long GIB = 1024L * 1024 * 1024;

  static final Setting<String> BOOTSTRAP_SERVERS =
      Setting.required(
          "kafka.bootstrap.servers",
          SettingType.text(),
          "The Kafka brokers, host:port, separated by commas.");

  static final Setting<String> REGISTRY =
      Setting.required(
          "schema.registry.url",
          SettingType.text(),
          "The schema registry, a Confluent-compatible REST API.");

  static final Setting<Path> STATE_DIRECTORY =
      Setting.required(
          "correlate.state.directory",
          SettingType.path(),
          "A directory of this process's own in which Kafka Streams keeps its files.");

  static final Setting<Integer> THREADS =
      Setting.optional(
          "correlate.threads",
          SettingType.integer(1, MOST_THREADS),
          "2",
          "How many partitions this process works on at once; more threads than partitions are idle.");

  static final Setting<Integer> REPLICATION_FACTOR =
      Setting.optional(
          "correlate.replication.factor",
          SettingType.integer(1, Short.MAX_VALUE),
          "3",
          "How many brokers keep a copy of the changelog topics; at most as many as there are.");

  static final Setting<Duration> COMMIT_INTERVAL =
      Setting.optional(
          "correlate.commit.interval",
          SettingType.duration(Duration.ofMillis(10), Duration.ofSeconds(4)),
          "200ms",
          "How often the work is committed while no incident is published; what is published is"
              + " committed at once, at most every 25 ms, unless the input lags. Shorter costs more"
              + " transactions, longer repeats more work after a crash.");

  static final Setting<Integer> STANDBY_REPLICAS =
      Setting.optional(
          "correlate.standby.replicas",
          SettingType.integer(0, MOST_STANDBYS),
          "0",
          "Copies of the state that other correlators keep up to date, so that one takes over within"
              + " seconds; needs as many further processes. Each copy costs the memory of the state and"
              + " the reading of its changelog.");

  static final Setting<Long> STORE_CACHE =
      Setting.optional(
          "correlate.store.cache.bytes",
          SettingType.size(0, 64 * GIB),
          "32MiB",
          "Of this process, for entries of the state that changed since the last commit: an entry that"
              + " changes several times is written to the changelog once. Costs that much heap.");

  static final Setting<Duration> SESSION_TIMEOUT =
      Setting.optional(
          "correlate.session.timeout",
          SettingType.duration(Duration.ofSeconds(6), Duration.ofMinutes(30)),
          "10s",
          "After this long without a heartbeat a correlator counts as failed and others take over its"
              + " partitions; within the broker's `group.min.session.timeout.ms` and"
              + " `group.max.session.timeout.ms`. A pause of that length, such as a long garbage"
              + " collection, moves the partitions as well.");

  static final Setting<Duration> TRANSACTION_TIMEOUT =
      Setting.optional(
          "correlate.transaction.timeout",
          SettingType.duration(Duration.ofSeconds(5), Duration.ofMinutes(15)),
          "10s",
          "After this long the broker aborts what a failed correlator left uncommitted; until then,"
              + " and up to the broker's `transaction.abort.timed.out.transaction.cleanup.interval.ms`"
              + " longer, readers of committed records wait behind it. At most the broker's"
              + " `transaction.max.timeout.ms`. A pause of that length makes a thread start again.");

  static final Setting<String> HTTP =
      Setting.optional(
          "correlate.http.listen",
          SettingType.listen(),
          "127.0.0.1:9516",
          "Where the command `correlate` answers `/metrics`, `/livez` and `/readyz` over HTTP, or"
              + " `off`.");

  /** All of them. */
  static final SettingGroup GROUP =
      new SettingGroup(
          "correlate.",
          Stream.of(
                  List.of(
                      BOOTSTRAP_SERVERS, REGISTRY, STATE_DIRECTORY, THREADS, REPLICATION_FACTOR),
                  List.of(COMMIT_INTERVAL, STANDBY_REPLICAS, STORE_CACHE),
                  List.of(SESSION_TIMEOUT, TRANSACTION_TIMEOUT, HTTP),
                  CorrelationSettings.ALL)
              .<Setting<?>>flatMap(List::stream)
              .toList());

  private CorrelateSettings() {}

  /**
   * The configuration that these settings describe.
   *
   * @param given all settings; those of other parts are ignored
   * @param kafka further settings for Kafka Streams and its clients, by Kafka's own names
   * @throws InvalidSettingsException with every error at once
   */
  public static CorrelatorConfig read(Map<String, String> given, Map<String, String> kafka) {
    List<String> errors = new ArrayList<>();
    Optional<SettingValues> read = GROUP.read(given, errors);
    read.ifPresent(values -> errors.addAll(CorrelationSettings.conflicts(values)));
    errors.addAll(ReservedKafkaSettings.errors(kafka.keySet()));
    if (read.isEmpty() || !errors.isEmpty()) {
      throw new InvalidSettingsException(errors);
    }
    SettingValues values = read.get();
    return new CorrelatorConfig(
        values.get(BOOTSTRAP_SERVERS),
        values.get(STATE_DIRECTORY),
        values.get(THREADS),
        values.get(REPLICATION_FACTOR),
        new StreamsTuning(
            values.get(COMMIT_INTERVAL),
            values.get(STANDBY_REPLICAS),
            values.get(STORE_CACHE),
            values.get(SESSION_TIMEOUT),
            values.get(TRANSACTION_TIMEOUT)),
        CorrelationSettings.read(values),
        values.get(HTTP),
        kafka);
  }
}
