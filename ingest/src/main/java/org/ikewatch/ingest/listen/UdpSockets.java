package org.ikewatch.ingest.listen;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How datagrams are received: on Linux over several sockets of the same port, many datagrams with
 * one system call; elsewhere over one socket, one by one.
 */
enum UdpSockets {
  /** Linux's epoll, recvmmsg and SO_REUSEPORT. */
  EPOLL {
    @Override
    EventLoopGroup loops(int sockets) {
      return new MultiThreadIoEventLoopGroup(sockets, threads(), EpollIoHandler.newFactory());
    }

    @Override
    Bootstrap bootstrap() {
      return new Bootstrap()
          .channel(EpollDatagramChannel.class)
          .option(EpollChannelOption.SO_REUSEPORT, true)
          .option(EpollChannelOption.MAX_DATAGRAM_PAYLOAD_SIZE, LARGEST_DATAGRAM);
    }

    @Override
    int bytesAtOnce() {
      return BATCH * LARGEST_DATAGRAM;
    }

    /** The kernel says twice what it was asked for: as much again is for its own records. */
    @Override
    int receiveBuffer(DatagramChannel socket) {
      return socket.config().getReceiveBufferSize() / 2;
    }
  },
  /** Java's own. */
  NIO {
    @Override
    EventLoopGroup loops(int sockets) {
      return new MultiThreadIoEventLoopGroup(sockets, threads(), NioIoHandler.newFactory());
    }

    @Override
    Bootstrap bootstrap() {
      return new Bootstrap().channel(NioDatagramChannel.class);
    }

    @Override
    int bytesAtOnce() {
      return LARGEST_DATAGRAM;
    }

    @Override
    int receiveBuffer(DatagramChannel socket) {
      return socket.config().getReceiveBufferSize();
    }
  };

  private static final Logger LOG = LoggerFactory.getLogger(UdpSockets.class);
  private static final int LARGEST_DATAGRAM = 65_535;

  /** Datagrams received at once; with room for the largest, one MiB for each socket. */
  private static final int BATCH = 16;

  /** The best that this machine has. */
  static UdpSockets ofThisMachine() {
    if (Epoll.isAvailable()) {
      return EPOLL;
    }
    LOG.atInfo()
        .addKeyValue("reason", Epoll.unavailabilityCause().getMessage())
        .log("No native epoll: datagrams come over one socket, one by one");
    return NIO;
  }

  private static DefaultThreadFactory threads() {
    return new DefaultThreadFactory("ingest-udp", true);
  }

  abstract EventLoopGroup loops(int sockets);

  abstract Bootstrap bootstrap();

  /** What one call may receive. */
  abstract int bytesAtOnce();

  /** What the kernel granted, in bytes. */
  abstract int receiveBuffer(DatagramChannel socket);
}
