package org.ikewatch.streams;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.ikewatch.schemas.settings.InvalidSettingsException;
import org.ikewatch.schemas.settings.Setting;
import org.ikewatch.schemas.settings.SettingGroup;
import org.ikewatch.schemas.settings.SettingType;
import org.ikewatch.schemas.settings.SettingValues;
import org.ikewatch.streams.host.CorrelationConfig;

/** Every setting of the correlator, in the order of the reference page. */
public final class CorrelateSettings {
  private static final int MOST_THREADS = 1_000;

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

  /** All of them. */
  static final SettingGroup GROUP =
      new SettingGroup(
          "correlate.",
          List.of(BOOTSTRAP_SERVERS, REGISTRY, STATE_DIRECTORY, THREADS, REPLICATION_FACTOR));

  private CorrelateSettings() {}

  /**
   * The configuration that these settings describe.
   *
   * @param given all settings; those of other parts are ignored
   * @param kafka further settings for Kafka Streams and its clients, by Kafka's own names
   * @throws InvalidSettingsException with every error at once
   */
  public static CorrelatorConfig read(Map<String, String> given, Map<String, String> kafka) {
    SettingValues values = GROUP.read(given);
    return new CorrelatorConfig(
        values.get(BOOTSTRAP_SERVERS),
        values.get(STATE_DIRECTORY),
        values.get(THREADS),
        values.get(REPLICATION_FACTOR),
        CorrelationConfig.DEFAULT,
        kafka);
  }
}
