package org.ikewatch.sink.siem.syslog;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.ikewatch.sink.settings.Texts.HostPort;

/** A connection to a collector, which never answers: all it can say is that it goes. */
final class SyslogConnection implements Closeable {
  /** With TLS 1.3 a collector refuses our certificate only after we believe to be connected. */
  private static final int REFUSAL_MILLIS = 250;

  private static final int LOOK_MILLIS = 20;

  private final Socket raw;
  private final Socket socket;
  private final Duration timeout;

  private SyslogConnection(Socket raw, Socket socket, Duration timeout) {
    this.raw = raw;
    this.socket = socket;
    this.timeout = timeout;
  }

  /**
   * Connects.
   *
   * @param tls empty: in the clear
   * @param timeout how long connecting, shaking hands, and sending a batch may take, each
   */
  static SyslogConnection open(HostPort to, Optional<SSLContext> tls, Duration timeout)
      throws IOException {
    Socket raw = new Socket();
    try {
      raw.connect(new InetSocketAddress(to.host(), to.port()), (int) timeout.toMillis());
      raw.setKeepAlive(true);
      raw.setSoTimeout((int) timeout.toMillis());
      Socket socket = tls.isPresent() ? encrypted(tls.orElseThrow(), raw, to) : raw;
      SyslogConnection connection = new SyslogConnection(raw, socket, timeout);
      if (tls.isPresent()) {
        connection.requireOpen(REFUSAL_MILLIS);
      }
      return connection;
    } catch (IOException | RuntimeException e) {
      raw.close();
      throw e;
    }
  }

  private static Socket encrypted(SSLContext tls, Socket raw, HostPort to) throws IOException {
    SSLSocket socket =
        (SSLSocket) tls.getSocketFactory().createSocket(raw, to.host(), to.port(), true);
    SSLParameters parameters = socket.getSSLParameters();
    // Without it any certificate of the CA would do, whoever's it is.
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return socket;
  }

  /**
   * Sends these bytes.
   *
   * @throws IOException where the collector has gone, or stops reading
   */
  void send(byte[] bytes) throws IOException {
    requireOpen(1);
    // A collector that stops reading would hold us for ever; closing an SSLSocket would wait too.
    CompletableFuture<Void> watchdog =
        CompletableFuture.runAsync(
            this::abort,
            CompletableFuture.delayedExecutor(timeout.toMillis(), TimeUnit.MILLISECONDS));
    try {
      socket.getOutputStream().write(bytes);
      socket.getOutputStream().flush();
    } finally {
      watchdog.cancel(false);
    }
    requireOpen(LOOK_MILLIS);
  }

  private void requireOpen(int millis) throws IOException {
    socket.setSoTimeout(millis);
    try {
      byte[] ignored = new byte[512];
      if (socket.getInputStream().read(ignored) < 0) {
        throw new IOException("the collector has closed the connection");
      }
    } catch (SocketTimeoutException e) {
      // It has nothing to say: it is there.
    }
  }

  private void abort() {
    try {
      raw.close();
    } catch (IOException e) {
      // It is closed all the same.
    }
  }

  /** Lets the collector read what is under way. */
  @Override
  public void close() throws IOException {
    socket.close();
  }
}
