package org.ikewatch.sink.siem;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/** A small HTTP server that fails as it is told to; each connection serves one request. */
final class FaultyServer implements AutoCloseable {
  private final ServerSocket socket;
  private final Queue<Fault> faults = new ConcurrentLinkedQueue<>();
  private final List<Request> received = new CopyOnWriteArrayList<>();
  private final List<Socket> left = new CopyOnWriteArrayList<>();

  /** What came in; header names in lower case. */
  record Request(Map<String, String> headers, String body) {}

  /** What is done with a request. */
  sealed interface Fault {
    /** It is answered so. */
    record Answer(int status, String headers, String body) implements Fault {}

    /** The connection is reset. */
    record Reset() implements Fault {}

    /** It is never answered. */
    record Silence() implements Fault {}
  }

  FaultyServer() throws IOException {
    socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread thread = new Thread(this::serve, "faulty-server");
    thread.setDaemon(true);
    thread.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/hook");
  }

  /** The next requests meet these, in order; those after them are answered well. */
  FaultyServer then(Fault... next) {
    faults.addAll(List.of(next));
    return this;
  }

  static Fault answer(int status) {
    return new Fault.Answer(status, "", "");
  }

  List<Request> received() {
    return received;
  }

  private void serve() {
    while (!socket.isClosed()) {
      try (Socket connection = socket.accept()) {
        received.add(read(connection.getInputStream()));
        Fault fault = faults.poll();
        if (fault == null) {
          write(connection, new Fault.Answer(204, "", ""));
        } else if (fault instanceof Fault.Answer answer) {
          write(connection, answer);
        } else if (fault instanceof Fault.Reset) {
          connection.setSoLinger(true, 0);
        } else {
          // Waits until the client gives up.
          left.add(connection);
          connection.getInputStream().transferTo(OutputStream.nullOutputStream());
        }
      } catch (IOException e) {
        // The client went away, or the server is closed.
      }
    }
  }

  private static void write(Socket connection, Fault.Answer answer) throws IOException {
    byte[] body = answer.body().getBytes(UTF_8);
    String head =
        "HTTP/1.1 %d X\r\nConnection: close\r\n%s%s\r\n"
            .formatted(
                answer.status(),
                answer.headers(),
                answer.status() == 204 ? "" : "Content-Length: " + body.length + "\r\n");
    connection.getOutputStream().write(head.getBytes(ISO_8859_1));
    connection.getOutputStream().write(body);
    connection.getOutputStream().flush();
  }

  private static Request read(InputStream raw) throws IOException {
    InputStream in = new BufferedInputStream(raw);
    Map<String, String> headers = new TreeMap<>();
    line(in);
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    return new Request(headers, new String(in.readNBytes(length), UTF_8));
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new IOException("the client went away");
      }
      if (c != '\r') {
        line.write(c);
      }
    }
    return line.toString(ISO_8859_1);
  }

  @Override
  public void close() {
    try {
      socket.close();
      for (Socket one : left) {
        one.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
