package org.ikewatch.ingest.listen.tls;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslHandler;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Our side of TLS. Follows the files of its certificate: a good new one is used for the connections
 * from then on; a bad one is reported once and the old one stays in use. Safe for use by several
 * threads.
 */
public final class TlsServer {
  private static final Logger LOG = LoggerFactory.getLogger(TlsServer.class);

  private final TlsConfig config;
  private final Clock clock;
  private volatile Identity identity;
  private PemFiles files;
  private String complaint = "";

  private TlsServer(TlsConfig config, PemFiles files, Identity identity, Clock clock) {
    this.config = config;
    this.files = files;
    this.identity = identity;
    this.clock = clock;
  }

  /**
   * Reads the certificate. One that has expired is used and complained of: senders that do not
   * check it can still send.
   *
   * @throws TlsException where it cannot be used
   */
  public static TlsServer start(TlsConfig config, MeterRegistry meters, Clock clock) {
    PemFiles files = PemFiles.read(config);
    TlsServer server = new TlsServer(config, files, Identity.of(files, config), clock);
    if (!server.identity.isValidAt(clock.instant())) {
      LOG.atError()
          .addKeyValue("file", config.certificate())
          .addKeyValue("validFrom", server.identity.from())
          .addKeyValue("validUntil", server.identity.until())
          .log("Our certificate is not valid now; senders that check it cannot connect");
    }
    Gauge.builder("ikewatch_ingest_tls_certificate_expiry_seconds", server, TlsServer::expiry)
        .register(meters);
    return server;
  }

  /** Seconds until the certificate in use expires; negative once it has. */
  double expiry() {
    return Duration.between(clock.instant(), identity.until()).toSeconds();
  }

  /** Encrypts one connection. */
  public SslHandler handler(ByteBufAllocator allocator) {
    SslHandler handler = identity.context().newHandler(allocator);
    handler.setHandshakeTimeoutMillis(config.handshakeTimeout().toMillis());
    return handler;
  }

  /** Looks at the files again. */
  public synchronized void refresh() {
    try {
      PemFiles now = PemFiles.read(config);
      if (now.isSameAs(files)) {
        complain("");
        return;
      }
      Identity next = Identity.of(now, config);
      if (!next.isValidAt(clock.instant())) {
        throw new TlsException(
            "ingest.tls.certificate",
            config.certificate(),
            "is valid from " + next.from() + " until " + next.until() + ", not now",
            null);
      }
      identity = next;
      files = now;
      complaint = "";
      LOG.atInfo().addKeyValue("validUntil", next.until()).log("A new certificate is in use");
    } catch (TlsException e) {
      complain(e.getMessage());
    } catch (RuntimeException e) {
      // Whatever is wrong with the files: they are looked at again.
      complain(e.toString());
    }
  }

  private void complain(String message) {
    if (!message.isEmpty() && !message.equals(complaint)) {
      LOG.atError()
          .addKeyValue("reason", message)
          .addKeyValue("validUntil", identity.until())
          .log("The new certificate cannot be used; the old one stays in use");
    }
    complaint = message;
  }
}
