package org.ikewatch.sink;

import static org.ikewatch.sink.settings.Setting.optional;
import static org.ikewatch.sink.settings.Setting.required;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.ikewatch.sink.incidents.DeliveryPolicy;
import org.ikewatch.sink.settings.DestinationConfig;
import org.ikewatch.sink.settings.DestinationType;
import org.ikewatch.sink.settings.InvalidSettingsException;
import org.ikewatch.sink.settings.Setting;
import org.ikewatch.sink.settings.Settings;
import org.ikewatch.sink.settings.Texts;
import org.ikewatch.sink.siem.alertmanager.AlertmanagerConfig;
import org.ikewatch.sink.siem.file.FileConfig;
import org.ikewatch.sink.siem.opensearch.OpenSearchConfig;
import org.ikewatch.sink.siem.pagerduty.PagerDutyConfig;
import org.ikewatch.sink.siem.splunk.SplunkConfig;
import org.ikewatch.sink.siem.syslog.SyslogConfig;
import org.ikewatch.sink.siem.webhook.WebhookConfig;
import org.ikewatch.sink.store.DatabaseConfig;

/**
 * The settings of a sink with all its destinations.
 *
 * @param bootstrapServers the Kafka brokers
 * @param schemaRegistryUrl the registry
 * @param destinations at least one, each with a name of its own
 * @param http where probes and metrics are answered: {@code host:port} or {@code off}
 * @param kafka further settings for the Kafka clients, without the {@code kafka.} prefix
 */
public record SinkServiceConfig(
    String bootstrapServers,
    URI schemaRegistryUrl,
    List<Named> destinations,
    String http,
    Map<String, String> kafka) {
  private static final String KAFKA = "kafka.";
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,31}");
  private static final Set<String> RESERVED = Set.of("http", "destinations");

  /** Every kind of destination there is. */
  static final List<DestinationType> TYPES =
      List.of(
          DatabaseConfig.TYPE,
          FileConfig.TYPE,
          WebhookConfig.TYPE,
          SyslogConfig.TYPE,
          SplunkConfig.TYPE,
          OpenSearchConfig.TYPE,
          PagerDutyConfig.TYPE,
          AlertmanagerConfig.TYPE);

  private static final Setting<String> BOOTSTRAP =
      required("kafka.bootstrap.servers", "The Kafka brokers, `host:port,...`.", text -> text);

  private static final Setting<URI> REGISTRY =
      required(
          "schema.registry.url",
          "The schema registry, a Confluent-compatible REST API.",
          Texts::url);

  private static final Setting<List<String>> DESTINATIONS =
      optional(
          "sink.destinations",
          "database",
          "The names of the destinations, `siem,hook`: lower-case letters, digits and `-`. Each is a"
              + " consumer group `ikewatch-sink-NAME` with an offset of its own.",
          SinkServiceConfig::names);

  private static final Setting<String> HTTP =
      optional(
          "sink.http.listen",
          "127.0.0.1:9515",
          "Where the command `sink` answers `/metrics`, `/livez` and `/readyz` over HTTP, or `off`.",
          Texts::listen);

  private static final Setting<String> KIND =
      optional(
          "type",
          "",
          "The kind of destination; empty where its name is that of a kind.",
          text -> text);

  /** The settings of the sink itself. */
  static final List<Setting<?>> OWN = List.of(BOOTSTRAP, REGISTRY, DESTINATIONS, HTTP);

  /** What can be said of any destination, after {@code sink.NAME.}. */
  static final List<Setting<?>> COMMON = Setting.together(List.of(KIND), PolicySettings.ALL);

  /** One destination. */
  public record Named(String name, DestinationConfig config, DeliveryPolicy policy) {}

  public SinkServiceConfig {
    destinations = List.copyOf(destinations);
    kafka = Map.copyOf(kafka);
  }

  /**
   * The configuration that these settings describe. Keys outside {@code sink.}, {@code kafka.} and
   * {@code schema.} belong to other parts and are passed over.
   *
   * @throws InvalidSettingsException with every error at once
   */
  public static SinkServiceConfig from(Map<String, String> values) {
    Settings settings = new Settings(values);
    Optional<String> bootstrap = settings.get(BOOTSTRAP);
    Optional<URI> registry = settings.get(REGISTRY);
    String http = settings.get(HTTP).orElseThrow();
    List<Named> destinations = new ArrayList<>();
    for (String name : settings.get(DESTINATIONS).orElseThrow()) {
      destination(name, settings.under("sink." + name + ".")).ifPresent(destinations::add);
    }
    settings.refuseUnknown("sink.", "is not a setting of the sink or of one of its destinations");
    settings.throwIfWrong();
    return new SinkServiceConfig(
        bootstrap.orElseThrow(), registry.orElseThrow(), destinations, http, kafka(values));
  }

  private static Optional<Named> destination(String name, Settings settings) {
    String given = settings.get(KIND).orElseThrow();
    String kind = given.isEmpty() ? name : given;
    Optional<DestinationType> type =
        TYPES.stream().filter(known -> known.name().equals(kind)).findFirst();
    if (type.isEmpty()) {
      settings.error(
          KIND.key(),
          (given.isEmpty() ? "is required" : "'" + given + "' is unknown")
              + "; there are "
              + String.join(", ", TYPES.stream().map(DestinationType::name).toList()));
      settings.passOver();
      return Optional.empty();
    }
    Optional<DeliveryPolicy> policy = PolicySettings.read(settings, type.orElseThrow().children());
    Optional<DestinationConfig> config = type.orElseThrow().reader().apply(settings);
    return config.flatMap(known -> policy.map(how -> new Named(name, known, how)));
  }

  private static List<String> names(String text) {
    Set<String> names = new LinkedHashSet<>();
    for (String part : text.split(",", -1)) {
      String name = part.strip();
      if (!NAME.matcher(name).matches() || RESERVED.contains(name) || name.endsWith(Sink.ACCOUNT)) {
        throw new IllegalArgumentException("'" + name + "' cannot be the name of a destination");
      }
      if (!names.add(name)) {
        throw new IllegalArgumentException("'" + name + "' is named twice");
      }
    }
    return List.copyOf(names);
  }

  private static Map<String, String> kafka(Map<String, String> values) {
    Map<String, String> kafka = new TreeMap<>();
    values.forEach(
        (key, value) -> {
          if (key.startsWith(KAFKA) && !key.equals(BOOTSTRAP.key())) {
            kafka.put(key.substring(KAFKA.length()), value);
          }
        });
    return kafka;
  }

  /** Without the values of Kafka's settings: some of them are secrets. */
  @Override
  public String toString() {
    return "SinkServiceConfig[%s, %s, %s, kafka=%s]"
        .formatted(bootstrapServers, schemaRegistryUrl, destinations, kafka.keySet());
  }
}
