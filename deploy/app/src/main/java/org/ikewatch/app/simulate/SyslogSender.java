package org.ikewatch.app.simulate;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** Sends a fleet's messages by syslog, each when it is due. */
public abstract sealed class SyslogSender implements AutoCloseable {

  /** A sender of datagrams (RFC 3164, as HP-UX syslogd does) or of lines over TCP (RFC 6587). */
  public static SyslogSender to(InetSocketAddress target, boolean tcp) throws IOException {
    return tcp ? new Tcp(target) : new Udp(target);
  }

  /**
   * Sends all of them, waiting for each to be due.
   *
   * @param clock tells when one is due
   */
  public void sendOnTime(List<Fleet.Message> messages, Clock clock)
      throws IOException, InterruptedException {
    for (Fleet.Message message : messages) {
      Duration early = Duration.between(clock.instant(), message.at());
      if (!early.isNegative()) {
        flush();
        Thread.sleep(early.toMillis());
      }
      send(message.line().getBytes(StandardCharsets.UTF_8));
    }
    flush();
  }

  /** Sends all of them as fast as they go. */
  public void sendAll(List<Fleet.Message> messages) throws IOException {
    for (Fleet.Message message : messages) {
      send(message.line().getBytes(StandardCharsets.UTF_8));
    }
    flush();
  }

  abstract void send(byte[] line) throws IOException;

  abstract void flush() throws IOException;

  @Override
  public abstract void close() throws IOException;

  private static final class Udp extends SyslogSender {
    private final DatagramSocket socket;

    Udp(InetSocketAddress target) throws IOException {
      socket = new DatagramSocket();
      socket.connect(target);
    }

    @Override
    void send(byte[] line) throws IOException {
      socket.send(new DatagramPacket(line, line.length));
    }

    @Override
    void flush() {}

    @Override
    public void close() {
      socket.close();
    }
  }

  private static final class Tcp extends SyslogSender {
    private final Socket socket;
    private final OutputStream out;

    Tcp(InetSocketAddress target) throws IOException {
      socket = new Socket(target.getAddress(), target.getPort());
      out = new BufferedOutputStream(socket.getOutputStream(), 1 << 16);
    }

    @Override
    void send(byte[] line) throws IOException {
      out.write(line);
      out.write('\n');
    }

    @Override
    void flush() throws IOException {
      out.flush();
    }

    @Override
    public void close() throws IOException {
      out.flush();
      socket.close();
    }
  }
}
