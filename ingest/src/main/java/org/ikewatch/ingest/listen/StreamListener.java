package org.ikewatch.ingest.listen;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.ikewatch.ingest.ListenAddress;

/** A bound stream socket with its connections. */
final class StreamListener implements AutoCloseable {
  private static final int BACKLOG = 1024;

  /** Beyond what a session itself waits for when it is to end in good order. */
  private static final long CLOSE_MILLIS = 5_000;

  private final Channel socket;
  private final ChannelGroup connections;
  private final long drainMillis;

  private StreamListener(Channel socket, ChannelGroup connections, long drainMillis) {
    this.socket = socket;
    this.connections = connections;
    this.drainMillis = drainMillis;
  }

  /**
   * Lets the kernel queue those who connect, until {@link #accept}.
   *
   * @throws BindException where the address cannot be bound
   */
  static StreamListener bind(
      StreamTransport transport,
      ListenAddress address,
      SenderLoops loops,
      Surroundings around,
      Encryption encryption) {
    ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    ChannelFuture bind =
        new ServerBootstrap()
            .group(loops)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.AUTO_READ, false)
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.SO_KEEPALIVE, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .handler(new Doorkeeper(around.admission()))
            .childHandler(new StreamInitializer(transport, connections, around, encryption))
            .bind(address.toSocketAddress())
            .awaitUninterruptibly();
    if (!bind.isSuccess()) {
      throw new BindException(transport.key(), address.toString(), bind.cause());
    }
    Expiry.schedule(bind.channel(), around.intakes()::expire, around.hold(), around.clock());
    long headerHold = around.config().headerHold().toMillis();
    return new StreamListener(bind.channel(), connections, headerHold + CLOSE_MILLIS);
  }

  /** Starts accepting, with those who are queued. */
  void accept() {
    socket.config().setAutoRead(true);
  }

  InetSocketAddress address() {
    return (InetSocketAddress) socket.localAddress();
  }

  /** Stops accepting and lets the connections end. */
  @Override
  public void close() {
    socket.close().awaitUninterruptibly();
    for (Channel connection : connections) {
      connection.pipeline().fireUserEventTriggered(Connection.DRAIN);
    }
    connections.newCloseFuture().awaitUninterruptibly(drainMillis, TimeUnit.MILLISECONDS);
    connections.close().awaitUninterruptibly();
  }
}
