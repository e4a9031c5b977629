package org.ikewatch.ingest.listen;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetSocketAddress;
import org.ikewatch.ingest.audit.Receipt;
import org.ikewatch.ingest.intake.Intake;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The datagrams of one socket. Nobody can be slowed down here: what is too much is dropped. */
final class Datagrams extends SimpleChannelInboundHandler<DatagramPacket> {
  private static final Logger LOG = LoggerFactory.getLogger(Datagrams.class);

  private final Surroundings around;
  private final Intake intake;
  private final Occasionally logs;

  Datagrams(Surroundings around) {
    this.around = around;
    this.intake = around.intakes().open("UDP");
    this.logs = new Occasionally(around.clock());
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    Expiry.schedule(context.channel(), intake::share, around.hold(), around.clock());
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
    InetSocketAddress sender = packet.sender();
    if (!around.admission().allows(sender)) {
      around.metrics().dropped(Refusal.SENDER_NOT_ALLOWED, Lines.in(packet.content()));
      return;
    }
    String name = Senders.address(sender);
    if (!around.rates().isOff()) {
      int lines = Lines.in(packet.content());
      if (!around.rates().allows(sender.getAddress(), lines)) {
        around.metrics().dropped(Refusal.RATE_LIMITED, lines);
        tell(name);
        return;
      }
    }
    ByteBuf bytes = packet.content();
    byte[] message = around.buffers().of(bytes);
    long now = around.clock().millis();
    intake.syslog(message, 0, bytes.readableBytes(), name, now, false, Receipt.DATAGRAM);
  }

  private void tell(String sender) {
    if (logs.isDue()) {
      LOG.atWarn()
          .addKeyValue("sender", sender)
          .log("A sender is beyond ingest.sender.rate; its datagrams are dropped and counted");
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    intake.close();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (logs.isDue()) {
      LOG.atWarn().setCause(cause).log("A datagram could not be read");
    }
  }
}
