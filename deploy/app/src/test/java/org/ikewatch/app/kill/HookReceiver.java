package org.ikewatch.app.kill;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A webhook that takes whatever comes, over connections that stay: it has to keep up. As it stands
 * in the settings, incidents of a roll-up do not come to it.
 */
final class HookReceiver implements Receiver {
  private static final byte[] TAKEN = "HTTP/1.1 204 No Content\r\n\r\n".getBytes(ISO_8859_1);

  private final ServerSocket socket;
  private final Map<String, Integer> last = new ConcurrentHashMap<>();
  private final AtomicLong taken = new AtomicLong();

  HookReceiver() throws IOException {
    socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    start(this::accept);
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "hook");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket connection = socket.accept();
        start(() -> serve(connection));
      } catch (IOException e) {
        // It is closed.
      }
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      connection.setTcpNoDelay(true);
      InputStream in = new BufferedInputStream(connection.getInputStream());
      while (take(in)) {
        connection.getOutputStream().write(TAKEN);
      }
    } catch (IOException e) {
      // The sink was killed.
    }
  }

  /** Takes one request, if it came whole. */
  private boolean take(InputStream in) throws IOException {
    String key = "";
    int length = 0;
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      switch (line.substring(0, Math.max(0, colon)).toLowerCase(Locale.ROOT)) {
        case "idempotency-key" -> key = line.substring(colon + 1).strip();
        case "content-length" -> length = Integer.parseInt(line.substring(colon + 1).strip());
        default -> {}
      }
    }
    if (in.readNBytes(length).length < length || key.isEmpty()) {
      return false;
    }
    int slash = key.indexOf('/');
    last.put(key.substring(0, slash), Integer.valueOf(key.substring(slash + 1)));
    taken.incrementAndGet();
    return true;
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder(80);
    for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  @Override
  public String name() {
    return "hook";
  }

  @Override
  public boolean children() {
    return false;
  }

  @Override
  public Map<String, String> settings() {
    return Map.of(
        "type", "webhook",
        "url", "http://127.0.0.1:" + socket.getLocalPort() + "/",
        "secret", "s3cret");
  }

  @Override
  public long progress() {
    return taken.get();
  }

  @Override
  public Map<String, Integer> lastWords() {
    return Map.copyOf(last);
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
