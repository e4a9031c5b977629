package org.ikewatch.ingest;

import static java.util.Locale.ROOT;

import io.micrometer.core.instrument.MeterRegistry;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.ikewatch.ingest.audit.Hold;
import org.ikewatch.ingest.catalogue.CatalogueLoader;
import org.ikewatch.ingest.host.HostDirectory;
import org.ikewatch.ingest.intake.IntakeSettings;
import org.ikewatch.ingest.intake.Intakes;
import org.ikewatch.ingest.inventory.InventoryFollower;
import org.ikewatch.ingest.listen.Listeners;
import org.ikewatch.ingest.listen.StreamTransport;
import org.ikewatch.ingest.publish.AuditPublisher;
import org.ikewatch.ingest.publish.Heartbeats;
import org.ikewatch.ingest.publish.KafkaAuditPublisher;
import org.ikewatch.ingest.publish.LatePublisher;
import org.ikewatch.ingest.publish.PublisherState;
import org.ikewatch.ingest.publish.PublishingOutput;
import org.ikewatch.ingest.publish.RememberedIds;
import org.ikewatch.schemas.SchemaRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running ingestor: listens for syslog, publishes audit records. */
public final class Ingestor implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Ingestor.class);
  private static final Duration INVENTORY_WAIT = Duration.ofSeconds(10);
  private static final InetSocketAddress NOT_LISTENING = new InetSocketAddress(0);

  /** What to close, last opened first: listeners before the publisher they fill. */
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();

  private final IngestMetrics metrics;
  private Optional<AuditPublisher> publisher = Optional.empty();
  private InetSocketAddress udpAddress = NOT_LISTENING;
  private final Map<StreamTransport, InetSocketAddress> streamAddresses =
      new EnumMap<>(StreamTransport.class);

  private Ingestor(IngestMetrics metrics) {
    this.metrics = metrics;
  }

  /**
   * Starts listening. Binds all listeners first, so that the kernel keeps what arrives while the
   * spool and the inventory are read; returns once these are, and all listeners accept input. Where
   * the inventory cannot be read within ten seconds, starts without and takes it up later: a
   * shorter wait would read records in a wrong time zone where a broker is merely slow.
   *
   * @throws org.ikewatch.ingest.listen.BindException where an address cannot be bound
   * @throws org.ikewatch.ingest.listen.tls.TlsException where a certificate cannot be used
   * @throws UnresolvableException where no broker's name has an address
   * @throws org.ikewatch.ingest.publish.SpoolException where the spool's directory cannot be used
   * @throws org.ikewatch.schemas.SchemaRegistryException where a contract cannot be registered
   */
  public static Ingestor start(
      IngestConfig config, SchemaRegistry registry, MeterRegistry meters, Clock clock) {
    IngestMetrics metrics = new IngestMetrics(meters);
    Ingestor ingestor = new Ingestor(metrics);
    try {
      LatePublisher late = ingestor.opened(new LatePublisher());
      AtomicReference<Supplier<HostDirectory>> directory =
          new AtomicReference<>(() -> HostDirectory.empty(config.defaults()));
      Intakes intakes = ingestor.openIntakes(config, () -> directory.get().get(), late, clock);
      Listeners listeners = ingestor.bind(config, intakes, clock);
      BrokerAddresses.requireResolvable(config.bootstrapServers());
      SchemaRegistry schemas = RememberedIds.of(registry, config);
      KafkaAuditPublisher publisher = KafkaAuditPublisher.open(config, schemas, metrics, clock);
      late.is(publisher);
      InventoryFollower inventory =
          ingestor.opened(
              InventoryFollower.start(
                  InventoryFollower.consumer(config), schemas, config.defaults()));
      directory.set(inventory::directory);
      if (!inventory.awaitCaughtUp(INVENTORY_WAIT)) {
        LOG.atWarn().log("The inventory is not read yet; hosts have the defaults until it is");
      }
      ingestor.opened(
          Heartbeats.start(publisher::heartbeat, intakes::lowWatermark, config.heartbeat(), clock));
      ingestor.read(listeners, publisher);
      ingestor.logStart();
      return ingestor;
    } catch (RuntimeException e) {
      ingestor.close();
      throw e;
    } catch (InterruptedException e) {
      ingestor.close();
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while starting", e);
    }
  }

  /**
   * Starts listening on behalf of another publisher, which the ingestor closes.
   *
   * @throws org.ikewatch.ingest.listen.BindException where an address cannot be bound
   * @throws org.ikewatch.ingest.listen.tls.TlsException where a certificate cannot be used
   */
  static Ingestor start(
      IngestConfig config,
      Supplier<HostDirectory> directory,
      AuditPublisher publisher,
      IngestMetrics metrics,
      Clock clock) {
    Ingestor ingestor = new Ingestor(metrics);
    ingestor.opened(publisher);
    try {
      Intakes intakes = ingestor.openIntakes(config, directory, publisher, clock);
      ingestor.read(ingestor.bind(config, intakes, clock), publisher);
      return ingestor;
    } catch (RuntimeException e) {
      ingestor.close();
      throw e;
    }
  }

  private Intakes openIntakes(
      IngestConfig config,
      Supplier<HostDirectory> directory,
      AuditPublisher publisher,
      Clock clock) {
    Hold hold = new Hold(config.hold().toMillis(), config.headerHold().toMillis());
    return opened(
        new Intakes(
            config
                .catalogue()
                .map(CatalogueLoader::standardWith)
                .orElseGet(CatalogueLoader::standard),
            directory,
            new IntakeSettings(
                hold, config.maxStreams(), config.maxRejectBytes(), config.spokesmen()),
            new PublishingOutput(publisher, metrics, metrics.registry(), clock)));
  }

  private Listeners bind(IngestConfig config, Intakes intakes, Clock clock) {
    Listeners listeners =
        opened(Listeners.bind(config, intakes, metrics, metrics.registry(), clock));
    udpAddress = listeners.udp();
    for (StreamTransport transport : StreamTransport.values()) {
      streamAddresses.put(transport, listeners.stream(transport));
    }
    return listeners;
  }

  private void read(Listeners listeners, AuditPublisher publisher) {
    listeners.read();
    this.publisher = Optional.of(publisher);
    // Closed first: a listener cannot close while one of its threads waits for room.
    parts.push(publisher::stopWaiting);
  }

  private void logStart() {
    var started = LOG.atInfo();
    if (udpAddress.getPort() != 0) {
      started = started.addKeyValue("udp", udpAddress);
    }
    for (var stream : streamAddresses.entrySet()) {
      if (stream.getValue().getPort() != 0) {
        started = started.addKeyValue(stream.getKey().name().toLowerCase(ROOT), stream.getValue());
      }
    }
    started.log("Ingestor started");
  }

  private <T extends AutoCloseable> T opened(T part) {
    parts.push(part);
    return part;
  }

  /** Where datagrams arrive; port 0 where they do not. */
  public InetSocketAddress udpAddress() {
    return udpAddress;
  }

  /** Where streams over plain TCP arrive; port 0 where they do not. */
  public InetSocketAddress tcpAddress() {
    return address(StreamTransport.TCP);
  }

  /** Where streams over TLS arrive; port 0 where they do not. */
  public InetSocketAddress tlsAddress() {
    return address(StreamTransport.TLS);
  }

  /** Where streams of RELP arrive; port 0 where they do not. */
  public InetSocketAddress relpAddress() {
    return address(StreamTransport.RELP);
  }

  private InetSocketAddress address(StreamTransport transport) {
    return streamAddresses.getOrDefault(transport, NOT_LISTENING);
  }

  /** What became of the input so far. */
  public IngestMetrics.Counts counts() {
    return metrics.counts();
  }

  /** How records get to the broker now; empty while the ingestor is still starting. */
  public Optional<PublisherState> publisherState() {
    return publisher.map(AuditPublisher::state);
  }

  /**
   * Stops accepting, hands on what waited for its continuation, and flushes the producer or the
   * spool.
   */
  @Override
  public void close() {
    while (!parts.isEmpty()) {
      AutoCloseable part = parts.pop();
      try {
        part.close();
      } catch (Exception e) {
        LOG.atWarn()
            .addKeyValue("part", part.getClass().getSimpleName())
            .setCause(e)
            .log("Unclosed");
      }
    }
  }
}
