package org.ikewatch.ingest.listen;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import org.ikewatch.ingest.IngestConfig;
import org.ikewatch.ingest.audit.Receipt;
import org.ikewatch.ingest.audit.RejectReason;
import org.ikewatch.ingest.intake.Intake;
import org.ikewatch.ingest.syslog.FrameDecoder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One sender's stream. */
final class Connection extends SimpleChannelInboundHandler<ByteBuf> implements FrameDecoder.Output {
  private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

  private final IngestConfig config;
  private final Intake intake;
  private final Clock clock;
  private final FrameDecoder decoder;
  private String sender = "";

  Connection(IngestConfig config, Intake intake, Clock clock) {
    this.config = config;
    this.intake = intake;
    this.clock = clock;
    this.decoder = new FrameDecoder(config.maxLineBytes(), config.maxRejectBytes(), this);
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    sender = Senders.address((InetSocketAddress) context.channel().remoteAddress());
    Expiry.schedule(context.channel(), intake::share, config.hold(), clock);
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, ByteBuf bytes) {
    byte[] read = ByteBufUtil.getBytes(bytes);
    decoder.feed(read, 0, read.length);
  }

  @Override
  public void frame(byte[] bytes, boolean cut) {
    intake.syslog(bytes, sender, clock.millis(), cut, Receipt.NONE);
  }

  @Override
  public void refused(RejectReason reason, byte[] head, long length) {
    intake.refused(reason, head, length, sender, clock.millis(), Receipt.NONE);
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    decoder.finish();
    intake.close();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (!(cause instanceof IOException)) {
      LOG.atWarn().addKeyValue("sender", sender).setCause(cause).log("A connection is given up");
    }
    var unused = context.close();
  }
}
