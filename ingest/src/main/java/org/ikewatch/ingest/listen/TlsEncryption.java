package org.ikewatch.ingest.listen;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.nio.channels.ClosedChannelException;
import java.time.Clock;
import org.ikewatch.ingest.guard.Occasionally;
import org.ikewatch.ingest.listen.tls.TlsServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Encrypts connections by TLS, and tells of senders with which that fails. */
final class TlsEncryption implements Encryption {
  private static final Logger LOG = LoggerFactory.getLogger(TlsEncryption.class);

  private final TlsServer server;
  private final ListenMetrics metrics;
  private final Occasionally logs;

  TlsEncryption(TlsServer server, ListenMetrics metrics, Clock clock) {
    this.server = server;
    this.metrics = metrics;
    this.logs = new Occasionally(clock);
  }

  @Override
  public void secure(SocketChannel channel) {
    channel.pipeline().addLast(server.handler(channel.alloc()), new Handshake());
  }

  private final class Handshake extends ChannelInboundHandlerAdapter {
    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
      if (event instanceof SslHandshakeCompletionEvent handshake && !handshake.isSuccess()) {
        failed(context, handshake.cause());
      }
      context.fireUserEventTriggered(event);
    }
  }

  private void failed(ChannelHandlerContext context, Throwable cause) {
    metrics.refused(Refusal.TLS_HANDSHAKE);
    boolean hungUp = cause instanceof ClosedChannelException;
    if (!hungUp && logs.isDue()) {
      LOG.atWarn()
          .addKeyValue("sender", context.channel().remoteAddress())
          .addKeyValue("reason", cause.getMessage())
          .log("No TLS with a sender; more of them are only counted for a while");
    }
    var unused = context.close();
  }
}
