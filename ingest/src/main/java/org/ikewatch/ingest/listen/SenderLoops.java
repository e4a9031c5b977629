package org.ikewatch.ingest.listen;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * Threads that read connections, all those of one sender on the same thread: it reads them in the
 * order in which they were made, so that lines sent over one after the other stay in order.
 *
 * <p>Not over Netty's native epoll: it reads a connection that the sender has closed to its end
 * even while we are not to read, and so a sender beyond its rate need only hang up.
 */
final class SenderLoops extends MultiThreadIoEventLoopGroup {
  private final List<EventLoop> loops = new ArrayList<>();

  SenderLoops(int threads) {
    super(threads, new DefaultThreadFactory("ingest-stream", true), NioIoHandler.newFactory());
    for (EventExecutor executor : this) {
      loops.add((EventLoop) executor);
    }
  }

  @Override
  public ChannelFuture register(Channel channel) {
    return channel.remoteAddress() instanceof InetSocketAddress sender
        ? loops.get(Math.floorMod(sender.getAddress().hashCode(), loops.size())).register(channel)
        : super.register(channel);
  }
}
