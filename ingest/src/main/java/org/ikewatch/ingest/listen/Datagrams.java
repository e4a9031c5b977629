package org.ikewatch.ingest.listen;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.ikewatch.ingest.guard.Occasionally;
import org.ikewatch.ingest.intake.HeldSince;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The datagrams of one socket. Nobody can be slowed down here: what is too much is dropped. */
final class Datagrams extends SimpleChannelInboundHandler<DatagramPacket> {
  private static final Logger LOG = LoggerFactory.getLogger(Datagrams.class);

  private final Surroundings around;
  private final DatagramQueue queue;
  private final Occasionally logs;

  /** Of the datagram before: one that sends much sends several in a row. */
  private InetAddress lastSender;

  private String lastName = "";

  /** When the datagrams came that were received at once; 0 before the first of them. */
  private long now;

  /** What is received and not published yet. */
  private final HeldSince unpublished = new HeldSince();

  Datagrams(Surroundings around, DatagramQueue queue) {
    this.around = around;
    this.queue = queue;
    this.logs = new Occasionally(around.clock());
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
    InetSocketAddress sender = packet.sender();
    if (!around.admission().allows(sender)) {
      around.metrics().dropped(Refusal.SENDER_NOT_ALLOWED, Lines.in(packet.content()));
      return;
    }
    if (!around.rates().isOff()) {
      int lines = Lines.in(packet.content());
      if (!around.rates().allows(sender.getAddress(), lines)) {
        around.metrics().dropped(Refusal.RATE_LIMITED, lines);
        tell(name(sender));
        return;
      }
    }
    now = now == 0 ? unpublished.enter(around.clock(), HeldSince.NOTHING) : now;
    queue.put(packet.content(), name(sender), now);
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    publish();
    context.fireChannelReadComplete();
  }

  private void publish() {
    now = 0;
    queue.publish();
    unpublished.set(HeldSince.NOTHING);
  }

  /** A lower bound of the receive times of what is received and not read yet. */
  long heldSince() {
    // In this order: what is published meanwhile is met in the queue.
    return Math.min(unpublished.get(), queue.oldestArrival());
  }

  private String name(InetSocketAddress sender) {
    if (!sender.getAddress().equals(lastSender)) {
      lastSender = sender.getAddress();
      lastName = Senders.address(sender);
    }
    return lastName;
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
    publish();
    context.fireChannelInactive();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (logs.isDue()) {
      LOG.atWarn().setCause(cause).log("A datagram could not be received");
    }
  }
}
