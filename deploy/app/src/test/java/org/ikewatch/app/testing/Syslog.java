package org.ikewatch.app.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;

/** Sends bytes as hosts, their shippers and {@code nc} do. */
public final class Syslog {
  private Syslog() {}

  /** One connection with these lines, closed after the last. */
  public static void tcp(InetSocketAddress to, String... lines) {
    tcp(to, (String.join("\n", lines) + "\n").getBytes(UTF_8));
  }

  /** One connection with these bytes, closed after the last. */
  public static void tcp(InetSocketAddress to, byte[] bytes) {
    try (Socket socket = new Socket(to.getAddress(), to.getPort());
        OutputStream out = socket.getOutputStream()) {
      out.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A datagram for each of these. */
  public static void udp(InetSocketAddress to, String... messages) {
    for (String message : messages) {
      udp(to, message.getBytes(UTF_8));
    }
  }

  /** One datagram. */
  public static void udp(InetSocketAddress to, byte[] bytes) {
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.send(new DatagramPacket(bytes, bytes.length, to));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
