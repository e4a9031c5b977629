package org.ikewatch.app.kill;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A collector of syslog, octet-counted (RFC 6587 section 3.4.1); a torn frame is none. */
final class SyslogReceiver implements Receiver {
  private static final Pattern INCIDENT =
      Pattern.compile("\\{\"incidentId\":\"([^\"]+)\",\"revision\":([0-9]+),");

  private final ServerSocket socket;
  private final Map<String, String> last = new ConcurrentHashMap<>();
  private final AtomicLong taken = new AtomicLong();

  SyslogReceiver() throws IOException {
    socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread thread = new Thread(this::serve, "syslog");
    thread.setDaemon(true);
    thread.start();
  }

  /** One connection at a time: there is one sink, and it is dead before the next comes. */
  private void serve() {
    while (!socket.isClosed()) {
      try (Socket connection = socket.accept();
          InputStream in = new BufferedInputStream(connection.getInputStream(), 1 << 16)) {
        for (int length = length(in); length > 0; length = length(in)) {
          byte[] message = in.readNBytes(length);
          if (message.length == length) {
            take(new String(message, UTF_8));
          }
        }
      } catch (IOException e) {
        // The sink was killed, or this is closed.
      }
    }
  }

  private static int length(InputStream in) throws IOException {
    int length = 0;
    for (int c = in.read(); c >= '0' && c <= '9'; c = in.read()) {
      length = 10 * length + c - '0';
    }
    return length;
  }

  private void take(String message) {
    Matcher incident = INCIDENT.matcher(message);
    if (!incident.find()) {
      last.put("no incident: " + message, "");
      return;
    }
    last.put(incident.group(1), incident.group(2));
    taken.incrementAndGet();
  }

  @Override
  public String name() {
    return "syslog";
  }

  @Override
  public Map<String, String> settings() {
    return Map.of("address", "127.0.0.1:" + socket.getLocalPort());
  }

  @Override
  public Optional<String> expects(Story.End end) {
    return end.withdrawn();
  }

  @Override
  public long progress() {
    return taken.get();
  }

  @Override
  public Map<String, String> lastWords() {
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
