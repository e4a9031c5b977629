package org.ikewatch.app.kill;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Takes whatever comes over HTTP, over connections that stay: it has to keep up. A request that did
 * not come whole, for the sink was killed, is none.
 */
abstract class HttpReceiver implements Receiver {
  private final String name;
  private final ServerSocket socket;
  private final Map<String, String> last = new ConcurrentHashMap<>();
  private final AtomicLong taken = new AtomicLong();

  /** A request; its headers by their names in small letters. */
  record Request(String path, Map<String, String> headers, String body) {}

  HttpReceiver(String name) throws IOException {
    this.name = name;
    this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    start(this::accept);
  }

  /** Takes what the request holds and returns the answer to it, as JSON. */
  abstract String take(Request request) throws IOException;

  /** This is now the last word of that incident. */
  final void heard(String incidentId, String word) {
    last.put(incidentId, word);
    taken.incrementAndGet();
  }

  /** Nothing is to be known of that incident any more. */
  final void over(String incidentId) {
    last.remove(incidentId);
    taken.incrementAndGet();
  }

  /** The last word so far of this incident. */
  final Optional<String> lastWord(String incidentId) {
    return Optional.ofNullable(last.get(incidentId));
  }

  private void start(Runnable work) {
    Thread thread = new Thread(work, name);
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
      OutputStream out = connection.getOutputStream();
      for (String first = line(in); !first.isEmpty(); first = line(in)) {
        byte[] answer = take(request(first, in)).getBytes(UTF_8);
        byte[] head =
            "HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n"
                .formatted(answer.length)
                .getBytes(ISO_8859_1);
        byte[] all = new byte[head.length + answer.length];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(answer, 0, all, head.length, answer.length);
        out.write(all);
      }
    } catch (IOException e) {
      // The sink was killed.
    }
  }

  private static Request request(String first, InputStream in) throws IOException {
    Map<String, String> headers = new HashMap<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    byte[] body = in.readNBytes(length);
    if (body.length < length) {
      throw new IOException("the request is torn");
    }
    return new Request(first.split(" ", 3)[1], headers, new String(body, UTF_8));
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
  public final String name() {
    return name;
  }

  /** Where it listens. */
  final String url() {
    return "http://127.0.0.1:" + socket.getLocalPort() + "/";
  }

  @Override
  public final long progress() {
    return taken.get();
  }

  @Override
  public final Map<String, String> lastWords() {
    return Map.copyOf(last);
  }

  @Override
  public final void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
