package org.ikewatch.ingest.listen;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.ikewatch.ingest.ListenAddress;

/** A bound socket with its connections and threads. */
final class Listener implements AutoCloseable {
  private static final long CLOSE_SECONDS = 10;

  private final Channel socket;
  private final ChannelGroup connections;
  private final EventLoopGroup loops;

  private Listener(Channel socket, ChannelGroup connections, EventLoopGroup loops) {
    this.socket = socket;
    this.connections = connections;
    this.loops = loops;
  }

  /** Waits for a bind; where it fails, stops the threads and says what to do. */
  static Listener of(
      ChannelFuture bind,
      String key,
      ListenAddress address,
      ChannelGroup connections,
      EventLoopGroup loops) {
    bind.awaitUninterruptibly();
    if (!bind.isSuccess()) {
      var unused = loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
      throw new BindException(key, address.toString(), bind.cause());
    }
    return new Listener(bind.channel(), connections, loops);
  }

  /** Lets what waits in vain for another line go in time. */
  void expire(LongConsumer expire, Duration hold, Clock clock) {
    Expiry.schedule(socket, expire, hold, clock);
  }

  InetSocketAddress address() {
    return (InetSocketAddress) socket.localAddress();
  }

  /** Stops accepting, ends the connections, and waits until what they held is handed on. */
  @Override
  public void close() {
    socket.close().awaitUninterruptibly();
    connections.close().awaitUninterruptibly();
    loops
        .shutdownGracefully(0, CLOSE_SECONDS, TimeUnit.SECONDS)
        .awaitUninterruptibly(CLOSE_SECONDS, TimeUnit.SECONDS);
  }
}
