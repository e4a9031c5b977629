package org.ikewatch.sink.siem.http;

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
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A small HTTP server that fails as it is told to; each connection serves one request. */
public final class FaultyServer implements AutoCloseable {
  private static final int DRIP_MILLIS = 20;

  private static final int STOP_MILLIS = 10_000;

  private final ServerSocket socket;
  private final Thread thread;
  private final Queue<Fault> faults = new ConcurrentLinkedQueue<>();
  private final List<Request> received = new CopyOnWriteArrayList<>();
  private final List<Socket> left = new CopyOnWriteArrayList<>();
  private volatile Function<Request, Fault> otherwise = request -> answer(204);

  /** What came in; header names in lower case, the path with its query. */
  public record Request(String method, String path, Map<String, String> headers, String body) {}

  /** What is done with a request. */
  public sealed interface Fault {
    /** It is answered so. */
    record Answer(int status, String headers, String body) implements Fault {}

    /** The connection is reset before an answer. */
    record Reset() implements Fault {}

    /** The connection is reset in the middle of the answer. */
    record Torn() implements Fault {}

    /** The answer is not HTTP. */
    record Garbage() implements Fault {}

    /** It is never answered. */
    record Silence() implements Fault {}

    /** The answer comes a byte at a time, and never ends. */
    record Drip() implements Fault {}
  }

  public FaultyServer() throws IOException {
    socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    thread = new Thread(this::serve, "faulty-server");
    thread.setDaemon(true);
    thread.start();
  }

  public URI url() {
    return URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/hook");
  }

  /** How it is reached. */
  public HttpConfig config(Duration timeout) {
    return new HttpConfig(url(), timeout, Optional.empty());
  }

  /** The next requests meet these, in order. */
  public FaultyServer then(Fault... next) {
    faults.addAll(List.of(next));
    return this;
  }

  /** What requests meet that no other fault waits for. */
  public FaultyServer otherwise(Function<Request, Fault> answers) {
    otherwise = answers;
    return this;
  }

  public static Fault answer(int status) {
    return answer(status, "");
  }

  public static Fault answer(int status, String body) {
    return new Fault.Answer(status, "", body);
  }

  public List<Request> received() {
    return received;
  }

  private void serve() {
    while (!socket.isClosed()) {
      try (Socket connection = socket.accept()) {
        Request request = read(connection.getInputStream());
        received.add(request);
        Fault fault = faults.poll();
        meet(connection, fault == null ? otherwise.apply(request) : fault);
      } catch (IOException e) {
        // The client went away, or the server is closed.
      }
    }
  }

  private void meet(Socket connection, Fault fault) throws IOException {
    left.add(connection);
    if (fault instanceof Fault.Answer answer) {
      write(connection, answer);
    } else if (fault instanceof Fault.Reset) {
      connection.setSoLinger(true, 0);
    } else if (fault instanceof Fault.Torn) {
      text(connection, "HTTP/1.1 200 X\r\nContent-Length: 500\r\n\r\n{\"items\":[");
      connection.setSoLinger(true, 0);
    } else if (fault instanceof Fault.Garbage) {
      text(connection, "220 mail.example.com ESMTP\r\n");
    } else if (fault instanceof Fault.Silence) {
      // Waits until the client gives up.
      connection.getInputStream().transferTo(OutputStream.nullOutputStream());
    } else {
      drip(connection);
    }
  }

  private static void drip(Socket connection) throws IOException {
    text(connection, "HTTP/1.1 200 X\r\nContent-Length: 500000\r\n\r\n");
    connection.setSoTimeout(DRIP_MILLIS);
    for (int read = 0; read >= 0; ) {
      try {
        read = connection.getInputStream().read();
      } catch (SocketTimeoutException e) {
        text(connection, " ");
      }
    }
  }

  private static void text(Socket connection, String text) throws IOException {
    connection.getOutputStream().write(text.getBytes(ISO_8859_1));
    connection.getOutputStream().flush();
  }

  private static void write(Socket connection, Fault.Answer answer) throws IOException {
    byte[] body = answer.body().getBytes(UTF_8);
    text(
        connection,
        "HTTP/1.1 %d X\r\nConnection: close\r\n%s%s\r\n"
            .formatted(
                answer.status(),
                answer.headers(),
                answer.status() == 204 ? "" : "Content-Length: " + body.length + "\r\n"));
    connection.getOutputStream().write(body);
    connection.getOutputStream().flush();
  }

  private static Request read(InputStream raw) throws IOException {
    InputStream in = new BufferedInputStream(raw);
    Map<String, String> headers = new TreeMap<>();
    String[] start = line(in).split(" ", 3);
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    return new Request(start[0], start[1], headers, new String(in.readNBytes(length), UTF_8));
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
      // Until accept() has returned, the port goes on listening.
      thread.join(STOP_MILLIS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
