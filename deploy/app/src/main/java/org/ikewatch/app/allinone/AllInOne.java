package org.ikewatch.app.allinone;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.ikewatch.app.broker.EmbeddedBroker;
import org.ikewatch.app.broker.EmbeddedStartException;
import org.ikewatch.app.broker.LocalPort;
import org.ikewatch.app.broker.TopicProvisioner;
import org.ikewatch.app.operations.CorrelateHealth;
import org.ikewatch.app.operations.CorrelateMetrics;
import org.ikewatch.app.operations.Health;
import org.ikewatch.app.operations.IngestHealth;
import org.ikewatch.app.operations.OperationsServer;
import org.ikewatch.app.operations.SinkHealth;
import org.ikewatch.app.registry.EmbeddedSchemaRegistry;
import org.ikewatch.ingest.IngestConfig;
import org.ikewatch.ingest.IngestMetrics;
import org.ikewatch.ingest.Ingestor;
import org.ikewatch.ingest.ListenAddress;
import org.ikewatch.schemas.HttpSchemaRegistry;
import org.ikewatch.schemas.SchemaRegistry;
import org.ikewatch.sink.Sink;
import org.ikewatch.sink.SinkConfig;
import org.ikewatch.sink.incidents.Destination;
import org.ikewatch.sink.store.Database;
import org.ikewatch.sink.store.DatabaseArchive;
import org.ikewatch.streams.CorrelateSettings;
import org.ikewatch.streams.Correlator;
import org.ikewatch.streams.CorrelatorConfig;
import org.ikewatch.streams.FormerStateException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Every part in one process, on the loopback address, with its data under one directory. */
public final class AllInOne implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(AllInOne.class);
  private static final Duration CORRELATOR_WAIT = Duration.ofSeconds(60);

  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private static final Duration RETENTION = Duration.ofDays(90);

  /** After a crash the next start waits until the sessions of the one before have expired. */
  private static final Duration SESSION = Duration.ofSeconds(10);

  private record Part(String name, AutoCloseable closeable) {}

  private final AllInOneConfig config;
  private final Consumer<String> progress;
  private final Deque<Part> parts = new ArrayDeque<>();
  private EmbeddedBroker broker;
  private EmbeddedSchemaRegistry registry;
  private final PrometheusMeterRegistry meters = OperationsServer.meters();
  private final List<Sink> sinks = new ArrayList<>();
  private Correlator correlator;
  private Ingestor ingestor;
  private Optional<OperationsServer> operations = Optional.empty();

  private AllInOne(AllInOneConfig config, Consumer<String> progress) {
    this.config = config;
    this.progress = progress;
  }

  /**
   * Starts everything, in the order in which one part needs the other.
   *
   * @param incidents gets every revision of every incident, beside the database
   * @param progress gets a line as each part comes up
   * @throws EmbeddedStartException where a port or the directory cannot be had; says which
   */
  public static AllInOne start(
      AllInOneConfig config, Destination incidents, Consumer<String> progress) {
    AllInOne all = new AllInOne(config, progress);
    try {
      all.startParts(incidents);
      return all;
    } catch (RuntimeException e) {
      all.close();
      throw e;
    }
  }

  private void startParts(Destination incidents) {
    // A port in use is better told before the first part is up than after the last.
    LocalPort.reserve(config.kafkaPort(), "the embedded broker");
    LocalPort.reserve(config.registryPort(), "the embedded schema registry");
    // UDP and TCP share one number, also where the system chooses it.
    int syslogPort = LocalPort.reserve(config.syslogPort(), "the syslog listener (TCP)");
    LocalPort.requireFreeForDatagrams(syslogPort, "the syslog listener (UDP)");
    config.httpPort().ifPresent(port -> LocalPort.reserve(port, "the metrics server"));
    broker =
        started(
            "broker", () -> EmbeddedBroker.start(config.directory("kafka"), config.kafkaPort()));
    TopicProvisioner.provisionAll(broker.bootstrapServers(), 1);
    registry =
        started(
            "schema registry",
            () -> EmbeddedSchemaRegistry.start(broker.bootstrapServers(), config.registryPort()));
    SchemaRegistry schemas = new HttpSchemaRegistry(URI.create(registry.url()));
    SinkConfig sink =
        new SinkConfig(
            broker.bootstrapServers(),
            RETRY_AFTER,
            Map.of(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, Long.toString(SESSION.toMillis())));
    Database database = started("database", () -> Database.open(databaseUrl(), "", ""));
    sinks.add(
        started(
            "sink",
            () ->
                startSink(
                    sink,
                    schemas,
                    new DatabaseArchive(
                        "database", database, Optional.of(RETENTION), Clock.systemUTC()))));
    sinks.add(started("incident printer", () -> startSink(sink, schemas, incidents)));
    correlator = started("correlator", () -> startCorrelator(schemas));
    CorrelateMetrics.bind(meters, correlator, Clock.systemUTC());
    awaitRunning(correlator);
    IngestConfig ingest = IngestConfig.from(ingestSettings(syslogPort));
    ingestor =
        started(
            "syslog listener", () -> Ingestor.start(ingest, schemas, meters, Clock.systemUTC()));
    operations = config.httpPort().map(port -> started("metrics", () -> startOperations(port)));
  }

  private Sink startSink(SinkConfig sink, SchemaRegistry schemas, Destination destination) {
    return Sink.start(sink, schemas, destination, meters, Clock.systemUTC());
  }

  private Correlator startCorrelator(SchemaRegistry schemas) {
    try {
      return Correlator.start(correlatorConfig(), schemas);
    } catch (FormerStateException e) {
      throw new EmbeddedStartException(
          "the data directory "
              + config.data()
              + " holds the state of an earlier version, which cannot be read; start with another"
              + " --data, or delete this directory and with it the incidents in it",
          e);
    }
  }

  private OperationsServer startOperations(int port) {
    return OperationsServer.start(
        "--http-port", new ListenAddress(LocalPort.HOST, port), meters, this::health);
  }

  private Health health() {
    Map<String, Health> parts = new LinkedHashMap<>();
    parts.put("ingest", ingestor.publisherState().map(IngestHealth::of).orElse(Health.STARTING));
    parts.put("correlate", CorrelateHealth.of(correlator));
    parts.put(
        "sink", SinkHealth.of(sinks.stream().flatMap(sink -> sink.states().stream()).toList()));
    return Health.of(parts);
  }

  private <T extends AutoCloseable> T started(String name, Supplier<T> start) {
    T part = start.get();
    parts.push(new Part(name, part));
    progress.accept(name);
    return part;
  }

  private CorrelatorConfig correlatorConfig() {
    return CorrelateSettings.read(
        Map.of(
            "kafka.bootstrap.servers",
            broker.bootstrapServers(),
            "schema.registry.url",
            registry.url(),
            "correlate.state.directory",
            config.directory("streams").toString(),
            "correlate.replication.factor",
            "1",
            "correlate.session.timeout",
            SESSION.toSeconds() + "s",
            "correlate.http.listen",
            "off"),
        Map.of());
  }

  private Map<String, String> ingestSettings(int syslogPort) {
    String listen = LocalPort.HOST + ":" + syslogPort;
    return Map.of(
        "kafka.bootstrap.servers",
        broker.bootstrapServers(),
        "ingest.udp.listen",
        listen,
        "ingest.tcp.listen",
        listen,
        "ingest.spool.dir",
        config.directory("spool").toString());
  }

  private String databaseUrl() {
    return "jdbc:sqlite:" + databaseFile();
  }

  private static void awaitRunning(Correlator correlator) {
    try {
      if (!correlator.awaitRunning(CORRELATOR_WAIT)) {
        throw new EmbeddedStartException(
            "the correlator has not started within " + CORRELATOR_WAIT.toSeconds() + " s", null);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EmbeddedStartException("interrupted while the correlator started", e);
    }
  }

  /** The Kafka address for any client. */
  public String bootstrapServers() {
    return broker.bootstrapServers();
  }

  /** The schema registry's address, for any Confluent-compatible client. */
  public String registryUrl() {
    return registry.url();
  }

  /** Where syslog is received, by UDP and by TCP. */
  public InetSocketAddress udpAddress() {
    return ingestor.udpAddress();
  }

  /** Where syslog is received by TCP. */
  public InetSocketAddress tcpAddress() {
    return ingestor.tcpAddress();
  }

  /** Where metrics are served; empty if they are not. */
  public Optional<String> operationsUrl() {
    return operations.map(
        server -> "http://%s:%d/metrics".formatted(LocalPort.HOST, server.port()));
  }

  /** The SQLite file with the incidents. */
  public Path databaseFile() {
    return config.data().resolve("incidents.db");
  }

  /** What became of the input so far. */
  public IngestMetrics.Counts counts() {
    return ingestor.counts();
  }

  /** Stops everything, last started first. */
  @Override
  public void close() {
    while (!parts.isEmpty()) {
      Part part = parts.pop();
      try {
        part.closeable().close();
        LOGGER.atInfo().addKeyValue("part", part.name()).log("stopped");
      } catch (Exception e) {
        LOGGER.atWarn().setCause(e).addKeyValue("part", part.name()).log("did not stop cleanly");
      }
    }
  }
}
