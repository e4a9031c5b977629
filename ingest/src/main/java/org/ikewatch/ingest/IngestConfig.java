package org.ikewatch.ingest;

import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.ikewatch.ingest.host.HostDefaults;
import org.ikewatch.ingest.intake.Spokesmen;
import org.ikewatch.ingest.listen.ListenConfig;
import org.ikewatch.ingest.publish.DeliverySettings;

/**
 * The settings of one ingestor.
 *
 * @param name the name of this ingestor in its records and heartbeats
 * @param listen where and how syslog arrives
 * @param bootstrapServers the Kafka brokers
 * @param schemaRegistryUrl the registry; empty where the caller brings one of its own
 * @param hold how long an unfinished record waits for its missing lines once it has its event
 * @param headerHold how long a header waits for its event
 * @param maxLineBytes the longest line that is read
 * @param maxRejectBytes how much of a refused line is kept
 * @param maxStreams how many (sender, host) pairs may have unfinished records at once
 * @param spokesmen which senders may speak for other hosts
 * @param heartbeat how often every partition gets a heartbeat
 * @param delivery how records are brought to the broker
 * @param catalogue an operator's own catalogue entries, beside the product's
 * @param defaults what is assumed of hosts where the inventory is silent
 * @param http where probes and metrics are answered
 * @param kafka further settings for the Kafka clients, without the {@code kafka.} prefix
 */
public record IngestConfig(
    String name,
    ListenConfig listen,
    String bootstrapServers,
    String schemaRegistryUrl,
    Duration hold,
    Duration headerHold,
    int maxLineBytes,
    int maxRejectBytes,
    int maxStreams,
    Spokesmen spokesmen,
    Duration heartbeat,
    DeliverySettings delivery,
    Optional<Path> catalogue,
    HostDefaults defaults,
    ListenAddress http,
    Map<String, String> kafka) {
  private static final String BOOTSTRAP = BrokerAddresses.KEY;
  private static final String KAFKA = "kafka.";

  /** What every record depends on is not left to a setting. */
  private static final Set<String> FIXED =
      Set.of(
          "acks",
          "buffer.memory",
          "delivery.timeout.ms",
          "enable.idempotence",
          "key.serializer",
          "partitioner.class",
          "transactional.id",
          "value.serializer");

  /** Refuses what cannot work, however it was put together. */
  public IngestConfig {
    kafka = Map.copyOf(kafka);
    List<String> errors = new ArrayList<>();
    BrokerAddresses.error(bootstrapServers).ifPresent(errors::add);
    errors.addAll(listen.errors());
    positive(errors, "ingest.hold", hold.toMillis());
    positive(errors, "ingest.hold.header", headerHold.toMillis());
    positive(errors, "ingest.line.max", maxLineBytes);
    positive(errors, "ingest.reject.max", maxRejectBytes);
    positive(errors, "ingest.reject.rate", delivery.rejectRate());
    positive(errors, "ingest.streams.max", maxStreams);
    positive(errors, "ingest.heartbeat", heartbeat.toMillis());
    positive(errors, "ingest.inflight.max", delivery.inflightMax());
    positive(errors, "ingest.inflight.bytes", delivery.inflightBytes());
    positive(errors, "ingest.broker.patience", delivery.brokerPatience().toMillis());
    positive(errors, "ingest.spool.max", delivery.spoolMax());
    positive(errors, "ingest.spool.sync", delivery.spoolSync().toMillis());
    if (!errors.isEmpty()) {
      throw new InvalidConfigException(errors);
    }
  }

  private static void positive(List<String> errors, String key, long value) {
    if (value <= 0) {
      errors.add(key + ": " + value + " is not positive");
    }
  }

  /**
   * The configuration that these settings describe. Keys outside {@code ingest.}, {@code kafka.}
   * and {@code schema.} belong to other parts and are passed over.
   *
   * @throws InvalidConfigException with every error at once
   */
  public static IngestConfig from(Map<String, String> values) {
    Settings settings = new Settings(values);
    String name = settings.get(IngestSettings.NAME);
    ListenConfig listen = ListenSettings.read(settings);
    String bootstrapServers = values.getOrDefault(BOOTSTRAP, "").strip();
    BrokerAddresses.error(bootstrapServers).ifPresent(settings::error);
    String registry = settings.get(IngestSettings.REGISTRY);
    Duration hold = settings.get(IngestSettings.HOLD);
    Duration headerHold = settings.get(IngestSettings.HEADER_HOLD);
    int maxLineBytes = settings.get(IngestSettings.LINE_MAX);
    int maxRejectBytes = settings.get(IngestSettings.REJECT_MAX);
    int maxStreams = settings.get(IngestSettings.STREAMS_MAX);
    Spokesmen spokesmen = IngestSettings.spokesmen(settings);
    Duration heartbeat = settings.get(IngestSettings.HEARTBEAT);
    DeliverySettings delivery = IngestSettings.delivery(settings);
    Optional<Path> catalogue = settings.get(IngestSettings.CATALOGUE);
    ZoneId timezone = settings.get(IngestSettings.TIMEZONE);
    String product = settings.get(IngestSettings.PRODUCT);
    ListenAddress http = settings.get(IngestSettings.HTTP);
    Map<String, String> kafka = kafkaSettings(values, settings);
    values.keySet().stream()
        .filter(key -> key.startsWith("ingest.") && !keys().contains(key))
        .sorted()
        .forEach(key -> settings.error(key + ": is not a setting of ingest"));
    settings.throwIfWrong();
    return new IngestConfig(
        name,
        listen,
        bootstrapServers,
        registry,
        hold,
        headerHold,
        maxLineBytes,
        maxRejectBytes,
        maxStreams,
        spokesmen,
        heartbeat,
        delivery,
        catalogue,
        new HostDefaults(timezone, product),
        http,
        kafka);
  }

  /** Without the values of Kafka's settings: some of them are secrets. */
  @Override
  public String toString() {
    return "IngestConfig[%s, bootstrapServers=%s, schemaRegistryUrl=%s, %s, kafka=%s]"
        .formatted(listen, bootstrapServers, schemaRegistryUrl, delivery, kafka.keySet());
  }

  /** The keys of every setting of ingest. */
  static List<String> keys() {
    return IngestSettings.ALL.stream().map(Setting::key).toList();
  }

  private static Map<String, String> kafkaSettings(Map<String, String> values, Settings settings) {
    Map<String, String> kafka = new TreeMap<>();
    values.forEach(
        (key, value) -> {
          if (key.startsWith(KAFKA) && !key.equals(BOOTSTRAP)) {
            kafka.put(key.substring(KAFKA.length()), value);
          }
        });
    for (String key : kafka.keySet()) {
      if (FIXED.contains(key)) {
        settings.error(KAFKA + key + ": is fixed and cannot be set");
      }
    }
    return kafka;
  }
}
