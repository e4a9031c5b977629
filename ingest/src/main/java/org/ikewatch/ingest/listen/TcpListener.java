package org.ikewatch.ingest.listen;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetSocketAddress;
import java.time.Clock;
import org.ikewatch.ingest.IngestConfig;
import org.ikewatch.ingest.intake.Intake;
import org.ikewatch.ingest.intake.Intakes;

/** Receives syslog over TCP (RFC 6587). */
public final class TcpListener implements AutoCloseable {
  private static final int BACKLOG = 1024;

  private final Listener listener;

  private TcpListener(Listener listener) {
    this.listener = listener;
  }

  /**
   * Starts accepting.
   *
   * @throws BindException where the address cannot be bound
   */
  public static TcpListener start(IngestConfig config, Intakes intakes, Clock clock) {
    EventLoopGroup loops = new SenderLoops();
    ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(loops)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .childOption(ChannelOption.SO_KEEPALIVE, true)
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    connections.add(channel);
                    Intake intake = intakes.open("TCP");
                    channel.pipeline().addLast(new Connection(config, intake, clock));
                  }
                });
    Listener listener =
        Listener.of(
            bootstrap.bind(config.tcp().toSocketAddress()),
            "ingest.tcp.listen",
            config.tcp(),
            connections,
            loops);
    listener.expire(intakes::expire, config.hold(), clock);
    return new TcpListener(listener);
  }

  /** Where streams arrive. */
  public InetSocketAddress address() {
    return listener.address();
  }

  @Override
  public void close() {
    listener.close();
  }
}
