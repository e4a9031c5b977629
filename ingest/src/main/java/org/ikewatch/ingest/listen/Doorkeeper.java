package org.ikewatch.ingest.listen;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.net.InetSocketAddress;

/**
 * Closes accepted connections that are not to be, before anything is set up for them. Stands in the
 * pipeline of the listening socket.
 */
final class Doorkeeper extends ChannelInboundHandlerAdapter {
  private final Admission admission;

  Doorkeeper(Admission admission) {
    this.admission = admission;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object accepted) {
    Channel connection = (Channel) accepted;
    // Where the sender is gone already, there is no address.
    if (!(connection.remoteAddress() instanceof InetSocketAddress sender)
        || admission.admit(sender).isPresent()) {
      connection.unsafe().closeForcibly();
      return;
    }
    var unused = connection.closeFuture().addListener(closed -> admission.release(sender));
    context.fireChannelRead(connection);
  }
}
