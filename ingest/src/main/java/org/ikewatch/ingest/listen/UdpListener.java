package org.ikewatch.ingest.listen;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import org.ikewatch.ingest.ListenAddress;
import org.ikewatch.ingest.audit.Receipt;
import org.ikewatch.ingest.intake.Intake;
import org.ikewatch.ingest.intake.Intakes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Receives syslog datagrams (RFC 5426), the only way HP-UX's own syslogd forwards. */
public final class UdpListener implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(UdpListener.class);
  private static final int LARGEST_DATAGRAM = 65_535;

  /** Senders come in bursts, when a poll ships what an audit file has new. */
  private static final int SOCKET_BUFFER = 4 * 1024 * 1024;

  private final Listener listener;

  private UdpListener(Listener listener) {
    this.listener = listener;
  }

  /**
   * Starts receiving.
   *
   * @throws BindException where the address cannot be bound
   */
  public static UdpListener start(
      ListenAddress address, Intakes intakes, Duration hold, Clock clock) {
    EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    Bootstrap bootstrap =
        new Bootstrap()
            .group(loops)
            .channel(NioDatagramChannel.class)
            .option(ChannelOption.SO_RCVBUF, SOCKET_BUFFER)
            .option(
                ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(LARGEST_DATAGRAM))
            .handler(new Datagrams(intakes.open("UDP"), hold, clock));
    Listener listener =
        Listener.of(
            bootstrap.bind(address.toSocketAddress()),
            "ingest.udp.listen",
            address,
            new DefaultChannelGroup(GlobalEventExecutor.INSTANCE),
            loops);
    listener.expire(intakes::expire, hold, clock);
    return new UdpListener(listener);
  }

  /** Where datagrams arrive. */
  public InetSocketAddress address() {
    return listener.address();
  }

  @Override
  public void close() {
    listener.close();
  }

  private static final class Datagrams extends SimpleChannelInboundHandler<DatagramPacket> {
    private final Intake intake;
    private final Duration hold;
    private final Clock clock;

    Datagrams(Intake intake, Duration hold, Clock clock) {
      this.intake = intake;
      this.hold = hold;
      this.clock = clock;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
      Expiry.schedule(context.channel(), intake::share, hold, clock);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
      String sender = Senders.address(packet.sender());
      byte[] message = ByteBufUtil.getBytes(packet.content());
      intake.syslog(message, sender, clock.millis(), false, Receipt.DATAGRAM);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      intake.close();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      LOG.atWarn().setCause(cause).log("A datagram could not be read");
    }
  }
}
