package org.ikewatch.ingest.listen.relp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * A sender as RELP means it: keeps what is not acknowledged, and sends it again over its next
 * connection, in order. For use by one thread; it reads answers on another.
 */
public final class RelpClient implements AutoCloseable {
  private static final int CONNECT_MILLIS = 10_000;

  /** A message that is on its way. */
  private final NavigableMap<Integer, String> unacknowledged = new TreeMap<>();

  private final List<RelpFrame> said = new ArrayList<>();
  private Socket socket = new Socket();
  private int next;
  private boolean open;

  /**
   * Connects, and sends again what was not acknowledged.
   *
   * @throws IOException where the server is not there; nothing is lost by that
   */
  public void connect(InetSocketAddress server) throws IOException {
    disconnect();
    Socket fresh = new Socket();
    fresh.connect(server, CONNECT_MILLIS);
    List<String> again;
    synchronized (this) {
      socket = fresh;
      open = false;
      next = 1;
      again = List.copyOf(unacknowledged.values());
      unacknowledged.clear();
    }
    Thread reader = new Thread(() -> read(fresh), "relp-client");
    reader.setDaemon(true);
    reader.start();
    send(RelpFrame.of(takeNumber(), "open", "relp_version=0\ncommands=syslog"));
    for (String message : again) {
      send(message);
    }
  }

  private synchronized int takeNumber() {
    return next++;
  }

  /** Sends a message; where the connection is gone, it waits for the next. */
  public void send(String message) {
    int number;
    synchronized (this) {
      number = takeNumber();
      unacknowledged.put(number, message);
    }
    send(RelpFrame.of(number, "syslog", message));
  }

  private void send(RelpFrame frame) {
    try {
      write(frame);
    } catch (IOException e) {
      disconnect();
    }
  }

  /** Asks for the end; the server answers when all is acknowledged. */
  public void sendClose() throws IOException {
    write(new RelpFrame(takeNumber(), "close", new byte[0]));
  }

  /** Sends bytes as they are. */
  public void sendRaw(String bytes) throws IOException {
    socket.getOutputStream().write(bytes.getBytes(UTF_8));
  }

  private void write(RelpFrame frame) throws IOException {
    socket.getOutputStream().write(frame.toBytes());
  }

  private void read(Socket from) {
    RelpDecoder decoder = new RelpDecoder(65_536, 4_096, new Answers(from));
    byte[] buffer = new byte[8_192];
    try (InputStream in = from.getInputStream()) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        decoder.feed(buffer, count);
      }
    } catch (IOException e) {
      // Cut off: what is not acknowledged by now is sent again.
    } finally {
      disconnect(from);
    }
  }

  private final class Answers implements RelpDecoder.Output {
    private final Socket from;

    Answers(Socket from) {
      this.from = from;
    }

    @Override
    public void frame(RelpFrame frame) {
      synchronized (RelpClient.this) {
        said.add(frame);
        // The next connection counts anew: the numbers of the last one are other messages there.
        boolean current = from == socket;
        if (current && frame.command().equals("rsp") && frame.text().startsWith("200")) {
          open = true;
          unacknowledged.remove(frame.number());
        }
      }
    }

    @Override
    public void overlong(RelpFrame head, long length) {
      throw new IllegalStateException("too long an answer");
    }

    @Override
    public void broken(int number, String expected, byte[] seen) {
      // "0 serverclose 0" has a number that no client may use.
      synchronized (RelpClient.this) {
        said.add(RelpFrame.of(number, "broken", new String(seen, UTF_8)));
      }
    }
  }

  /** Whether the server has accepted the session. */
  public synchronized boolean isOpen() {
    return open;
  }

  /** Messages the server has not acknowledged, in the order they were sent. */
  public synchronized List<String> unacknowledged() {
    return List.copyOf(unacknowledged.values());
  }

  /** Whether the server has acknowledged everything. */
  public synchronized boolean isAllAcknowledged() {
    return unacknowledged.isEmpty();
  }

  /** All the server said, as {@code number command data}. */
  public synchronized List<String> said() {
    return said.stream()
        .map(it -> (it.number() + " " + it.command() + " " + it.text()).strip())
        .toList();
  }

  /** Whether the connection is gone. */
  public boolean isDisconnected() {
    return socket.isClosed();
  }

  /** Drops the connection as a crash does; what is not acknowledged stays. */
  public void disconnect() {
    disconnect(socket);
  }

  private static void disconnect(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    disconnect();
  }
}
