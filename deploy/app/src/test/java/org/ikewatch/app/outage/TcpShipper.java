package org.ikewatch.app.outage;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;

/** Plain TCP, a line each, as most syslog daemons send: nobody tells it what has arrived. */
final class TcpShipper implements Shipper {
  private Socket socket = new Socket();

  @Override
  public void connect(int port) throws IOException {
    socket.close();
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
  }

  @Override
  public void send(String line) throws IOException {
    socket.getOutputStream().write((line + "\n").getBytes(UTF_8));
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
