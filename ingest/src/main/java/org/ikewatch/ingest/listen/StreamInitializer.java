package org.ikewatch.ingest.listen;

import io.netty.channel.ChannelInitializer;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.timeout.IdleStateHandler;
import java.util.concurrent.TimeUnit;
import org.ikewatch.ingest.listen.relp.RelpSession;

/** Sets new connections up. */
final class StreamInitializer extends ChannelInitializer<SocketChannel> {
  private final StreamTransport transport;
  private final ChannelGroup connections;
  private final Surroundings around;
  private final Encryption encryption;

  StreamInitializer(
      StreamTransport transport,
      ChannelGroup connections,
      Surroundings around,
      Encryption encryption) {
    this.transport = transport;
    this.connections = connections;
    this.around = around;
    this.encryption = encryption;
  }

  @Override
  protected void initChannel(SocketChannel channel) {
    connections.add(channel);
    around.metrics().opened(transport);
    var unused = channel.closeFuture().addListener(closed -> around.metrics().closed(transport));
    // Two periods without a byte are the timeout; see Connection.
    long half = around.limits().idleTimeout().toMillis() / 2;
    channel.pipeline().addLast(new IdleStateHandler(half, 0, 0, TimeUnit.MILLISECONDS));
    encryption.secure(channel);
    channel.pipeline().addLast(connection(channel));
  }

  private Connection connection(SocketChannel channel) {
    ReadGate gate = new ReadGate(channel);
    RateToll toll = new RateToll(channel, gate, channel.remoteAddress().getAddress(), around);
    Link link =
        new Link(
            channel,
            gate,
            toll,
            around.intakes().open(transport.name()),
            Senders.address(channel.remoteAddress()));
    Session session =
        transport == StreamTransport.RELP
            ? new RelpSession(link, around.config(), around.metrics(), around.clock())
            : new SyslogSession(link, around.config(), around.clock());
    return new Connection(around, link, session, toll);
  }
}
