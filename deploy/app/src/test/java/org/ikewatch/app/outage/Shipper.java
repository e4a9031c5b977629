package org.ikewatch.app.outage;

import java.io.IOException;

/** Brings lines to a listener, the way of one transport. Not safe for use by several threads. */
interface Shipper extends AutoCloseable {
  /**
   * Connects, after the listener has come up anew too. What this transport knows not to be safe is
   * sent again.
   */
  void connect(int port) throws IOException;

  /**
   * Sends a line.
   *
   * @throws IOException where the connection has ended; the line may or may not have got through,
   *     and is for {@link #connect} to send again where the transport can tell
   */
  void send(String line) throws IOException;

  /** Waits until all that was sent is safe, where the transport can tell. */
  @Override
  void close() throws IOException;
}
