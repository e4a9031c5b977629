package org.ikewatch.app.outage;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.awaitility.core.ConditionTimeoutException;
import org.ikewatch.ingest.listen.relp.RelpClient;

/** RELP: keeps each line until it is acknowledged, and sends it again over the next connection. */
final class RelpShipper implements Shipper {
  private static final Duration LONGEST = Duration.ofMinutes(2);

  private final RelpClient client = new RelpClient();
  private int port;

  @Override
  public void connect(int to) throws IOException {
    port = to;
    client.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), to));
  }

  @Override
  public void send(String line) throws IOException {
    client.send(line);
    if (client.isDisconnected()) {
      throw new IOException("the connection has ended");
    }
  }

  @Override
  public void close() throws IOException {
    try {
      await().atMost(LONGEST).ignoreExceptions().until(this::isAllSafe);
    } catch (ConditionTimeoutException e) {
      throw new IOException(client.unacknowledged().size() + " lines are not acknowledged", e);
    } finally {
      client.close();
    }
  }

  private boolean isAllSafe() throws IOException {
    if (!client.isAllAcknowledged() && client.isDisconnected()) {
      connect(port);
    }
    return client.isAllAcknowledged();
  }
}
