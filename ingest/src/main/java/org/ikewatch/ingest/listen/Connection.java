package org.ikewatch.ingest.listen;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.timeout.IdleStateEvent;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One sender's connection: reads it into its session, within the limits. */
final class Connection extends SimpleChannelInboundHandler<ByteBuf> {
  /** A wish that the connection come to its end in good order. */
  static final Object DRAIN = new Object();

  private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

  private final Surroundings around;
  private final Link link;
  private final Session session;
  private final RateToll toll;
  private final UnfinishedLine unfinished;
  private boolean shares;
  private int held;

  Connection(Surroundings around, Link link, Session session, RateToll toll) {
    this.around = around;
    this.link = link;
    this.session = session;
    this.toll = toll;
    this.unfinished =
        new UnfinishedLine(
            link.channel(),
            session,
            around.limits().lineTimeout(),
            link.gate()::isOpen,
            () -> cut(Cut.LINE_TIMEOUT));
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    toll.collect();
    context.fireChannelActive();
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, ByteBuf bytes) {
    link.intake().begin(around.clock());
    try {
      session.read(around.buffers().of(bytes), bytes.readableBytes());
    } finally {
      link.intake().end();
    }
    hold();
    unfinished.watch();
    toll.collect();
    shareInTime();
  }

  private void hold() {
    int now = session.held();
    if (now != held) {
      boolean tooMuch = around.held().change(now - held) && now > around.fairShare();
      held = now;
      if (tooMuch) {
        cut(Cut.UNFINISHED_MAX);
      }
    }
  }

  /** Lets the sender's other connections have an unfinished record in time. */
  private void shareInTime() {
    if (!shares && !link.intake().isFinished()) {
      shares = true;
      var unused =
          link.channel()
              .eventLoop()
              .schedule(this::share, Expiry.period(around.hold()), TimeUnit.MILLISECONDS);
    }
  }

  private void share() {
    shares = false;
    link.intake().share(around.clock().millis());
    link.intake().end();
    shareInTime();
  }

  private void cut(Cut reason) {
    if (link.channel().isActive()) {
      around.metrics().cut(reason);
      LOG.atDebug()
          .addKeyValue("sender", link.sender())
          .addKeyValue("reason", reason)
          .log("A connection is ended");
      var unused = link.channel().close();
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    Channel channel = context.channel();
    if (channel.isWritable()) {
      link.gate().open(ReadGate.Reason.ANSWERS_UNREAD);
    } else {
      link.gate().shut(ReadGate.Reason.ANSWERS_UNREAD);
    }
    context.fireChannelWritabilityChanged();
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event == DRAIN) {
      session.drain();
    } else if (event instanceof IdleStateEvent idle) {
      // The first of them may come from a pause of ours: what the sender sent may not be read yet.
      if (!idle.isFirst() && !link.gate().waitsForUs()) {
        cut(Cut.IDLE);
      }
    } else {
      context.fireUserEventTriggered(event);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    link.intake().begin(around.clock());
    try {
      session.end();
    } finally {
      link.intake().close();
    }
    toll.end();
    around.held().change(-held);
    held = 0;
    context.fireChannelInactive();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (!(cause instanceof IOException) && !(cause.getCause() instanceof IOException)) {
      LOG.atWarn().addKeyValue("sender", link.sender()).setCause(cause).log("Connection given up");
    }
    var unused = context.close();
  }
}
