package org.ikewatch.ingest.listen;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.DatagramChannel;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.ikewatch.ingest.ListenAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Receives syslog datagrams (RFC 5426), the only way HP-UX's own syslogd forwards. */
final class UdpListener implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(UdpListener.class);
  private static final String KEY = "ingest.udp.listen";
  private static final long CLOSE_SECONDS = 10;

  private final EventLoopGroup loops;
  private final List<DatagramChannel> sockets = new ArrayList<>();
  private final List<DatagramReader> readers = new CopyOnWriteArrayList<>();

  private UdpListener(EventLoopGroup loops) {
    this.loops = loops;
  }

  /**
   * Lets the kernel queue what arrives, until {@link #read}.
   *
   * @throws BindException where the address cannot be bound
   */
  static UdpListener bind(UdpSockets kind, Surroundings around) {
    int count = kind == UdpSockets.EPOLL ? around.config().listen().udpSockets() : 1;
    UdpListener listener = new UdpListener(kind.loops(count));
    try {
      listener.bindAll(kind, count, around);
      return listener;
    } catch (RuntimeException e) {
      listener.close();
      throw e;
    }
  }

  private void bindAll(UdpSockets kind, int count, Surroundings around) {
    ListenAddress address = around.config().listen().udp();
    Bootstrap bootstrap =
        kind.bootstrap()
            .group(loops)
            .option(ChannelOption.AUTO_READ, false)
            .option(ChannelOption.SO_RCVBUF, around.config().listen().udpBuffer())
            .handler(
                new ChannelInitializer<DatagramChannel>() {
                  @Override
                  protected void initChannel(DatagramChannel channel) {
                    ReusedBuffer buffer = new ReusedBuffer(kind.bytesAtOnce());
                    channel.config().setRecvByteBufAllocator(buffer);
                    var unused = channel.closeFuture().addListener(closed -> buffer.release());
                    DatagramQueue queue = new DatagramQueue(around.config().listen().udpQueue());
                    around.metrics().waitsIn(queue::waiting);
                    Datagrams datagrams = new Datagrams(around, queue);
                    around.intakes().addUpstream(datagrams::heldSince);
                    channel.pipeline().addLast(datagrams);
                    readers.add(
                        DatagramReader.start(queue, around, "ingest-datagrams-" + readers.size()));
                  }
                });
    InetSocketAddress free = freeAddress(address);
    for (int i = 0; i < count; i++) {
      ChannelFuture bind = bootstrap.bind(free).awaitUninterruptibly();
      if (!bind.isSuccess()) {
        throw new BindException(KEY, address.toString(), bind.cause());
      }
      sockets.add((DatagramChannel) bind.channel());
    }
    steer();
    checkBuffer(kind, around.config().listen().udpBuffer());
    Expiry.schedule(sockets.get(0), around.intakes()::expire, around.hold(), around.clock());
  }

  /**
   * The address with a port that nobody else has: sockets that share a port would share it with
   * another ingestor's, too, and take half of its datagrams without a word.
   */
  private static InetSocketAddress freeAddress(ListenAddress address) {
    InetSocketAddress wanted = address.toSocketAddress();
    try (DatagramSocket probe = new DatagramSocket(null)) {
      probe.setReuseAddress(false);
      probe.bind(wanted);
      return new InetSocketAddress(wanted.getAddress(), probe.getLocalPort());
    } catch (IOException e) {
      throw new BindException(KEY, address.toString(), e);
    }
  }

  private void steer() {
    if (sockets.size() == 1) {
      return;
    }
    try {
      SenderSteering.attach(sockets.get(0), sockets.size());
    } catch (ChannelException e) {
      LOG.atWarn()
          .setCause(e)
          .log("Senders cannot be kept to one socket each: one serves them all");
      while (sockets.size() > 1) {
        sockets.remove(sockets.size() - 1).close().awaitUninterruptibly();
      }
    }
  }

  private void checkBuffer(UdpSockets kind, int wanted) {
    int granted = kind.receiveBuffer(sockets.get(0));
    if (granted < wanted) {
      LOG.atWarn()
          .addKeyValue("bytes", granted)
          .addKeyValue("wantedBytes", wanted)
          .log("The kernel grants less than ingest.udp.buffer: raise net.core.rmem_max");
    }
  }

  /** Starts receiving, with what has been queued. */
  void read() {
    sockets.forEach(socket -> socket.config().setAutoRead(true));
  }

  /** Where datagrams arrive. */
  InetSocketAddress address() {
    return sockets.get(0).localAddress();
  }

  /** The sockets, for the kernel's own counts. */
  List<DatagramChannel> sockets() {
    return sockets;
  }

  /** Stops receiving, and waits until what was received is handed on. */
  @Override
  public void close() {
    sockets.stream().map(Channel::close).toList().forEach(ChannelFuture::awaitUninterruptibly);
    loops
        .shutdownGracefully(0, CLOSE_SECONDS, TimeUnit.SECONDS)
        .awaitUninterruptibly(CLOSE_SECONDS, TimeUnit.SECONDS);
    readers.forEach(DatagramReader::close);
  }
}
