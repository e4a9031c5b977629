package org.ikewatch.app.broker;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Ports of the loopback address, on which everything embedded listens. */
public final class LocalPort {
  public static final String HOST = "127.0.0.1";
  private static final byte[] LOOPBACK = {127, 0, 0, 1};

  private LocalPort() {}

  /**
   * A port that can be listened on.
   *
   * @param port the one wanted; 0 for any
   * @param user who wants it, for the message
   * @throws EmbeddedStartException where another process has it
   */
  public static int reserve(int port, String user) {
    try (ServerSocket socket = new ServerSocket()) {
      // As servers do: a connection still closing on that port is no obstacle.
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port));
      return socket.getLocalPort();
    } catch (IOException e) {
      throw inUse(port, user, e);
    }
  }

  /**
   * Makes sure that datagrams can be received on a port.
   *
   * @throws EmbeddedStartException where another process has it
   */
  public static void requireFreeForDatagrams(int port, String user) {
    try (DatagramSocket socket = new DatagramSocket(null)) {
      socket.bind(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port));
    } catch (IOException e) {
      throw inUse(port, user, e);
    }
  }

  private static EmbeddedStartException inUse(int port, String user, IOException cause) {
    return new EmbeddedStartException(
        user
            + " cannot listen on "
            + HOST
            + ":"
            + port
            + " ("
            + cause.getMessage()
            + "); stop the process that uses the port, or choose another port",
        cause);
  }
}
