package org.ikewatch.ingest.listen;

import io.netty.channel.socket.SocketChannel;

/** What encrypts connections, if anything does. */
interface Encryption {
  /** Nothing does. */
  Encryption NONE = channel -> {};

  /** Sets it up for a new connection. */
  void secure(SocketChannel channel);
}
