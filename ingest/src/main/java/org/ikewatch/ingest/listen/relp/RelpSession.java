package org.ikewatch.ingest.listen.relp;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import org.ikewatch.ingest.IngestConfig;
import org.ikewatch.ingest.audit.Receipt;
import org.ikewatch.ingest.audit.RejectReason;
import org.ikewatch.ingest.listen.Cut;
import org.ikewatch.ingest.listen.Link;
import org.ikewatch.ingest.listen.ListenMetrics;
import org.ikewatch.ingest.listen.ReadGate;
import org.ikewatch.ingest.listen.Session;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server's side of one RELP connection. A message is acknowledged when its receipt is settled,
 * that is when the broker or the disk has it, and never before: what was not acknowledged when the
 * connection ended, the sender sends again.
 */
public final class RelpSession implements Session, RelpDecoder.Output {
  private static final Logger LOG = LoggerFactory.getLogger(RelpSession.class);
  private static final String OFFERS = "relp_version=0\nrelp_software=ikewatch\ncommands=syslog";

  /** Messages without acknowledgement beyond which nothing is read; librelp's window is 128. */
  private static final int MOST_UNACKNOWLEDGED = 4096;

  /** How long the end waits for acknowledgements that are due, once no record is held back. */
  private static final long DRAIN_MILLIS = 3_000;

  /** How long the sender may take to read our last word. */
  private static final long GOODBYE_MILLIS = 1_000;

  private enum State {
    NEW,
    OPEN,
    /** Nothing more is taken; acknowledgements are still due. */
    DRAINING,
    ENDED
  }

  private final Link link;
  private final ListenMetrics metrics;
  private final Clock clock;
  private final long drainMillis;
  private final RelpDecoder decoder;
  private final RelpAnswers answers;
  private State state = State.NEW;
  private long finished;
  private int unacknowledged;
  private int closeNumber;

  /** A session over this link. */
  public RelpSession(Link link, IngestConfig config, ListenMetrics metrics, Clock clock) {
    this.link = link;
    this.metrics = metrics;
    this.clock = clock;
    this.drainMillis = config.headerHold().toMillis() + DRAIN_MILLIS;
    this.decoder = new RelpDecoder(config.maxLineBytes(), config.maxRejectBytes(), this);
    this.answers = new RelpAnswers(link.channel(), this::acknowledged);
  }

  @Override
  public void read(byte[] bytes, int length) {
    decoder.feed(bytes, length);
    regulate();
  }

  @Override
  public void frame(RelpFrame frame) {
    finished++;
    if (isEnding()) {
      return; // nothing may follow a close; without acknowledgement it is sent again
    }
    switch (frame.command()) {
      case "open" -> open(frame);
      case "syslog" -> syslog(frame);
      case "close" -> close(frame.number());
      case "rsp" -> {
        // Of a client to what we said unasked.
      }
      default -> answer(frame.number(), "500 unknown command");
    }
  }

  private void open(RelpFrame frame) {
    if (state == State.OPEN) {
      refuse(frame.number(), "the session is open already", frame.toBytes());
    } else if (frame.text().lines().noneMatch(offer -> offer.startsWith("relp_version="))) {
      refuse(frame.number(), "the offer of relp_version is missing", frame.toBytes());
    } else {
      state = State.OPEN;
      answer(frame.number(), "200 OK\n" + OFFERS);
    }
  }

  private void syslog(RelpFrame frame) {
    if (state == State.NEW) {
      refuse(frame.number(), "open comes first", frame.toBytes());
      return;
    }
    unacknowledged++;
    link.toll().message(frame.data(), 0, frame.data().length);
    link.intake()
        .syslog(
            frame.data(), link.sender(), clock.millis(), false, answers.receipt(frame.number()));
  }

  @Override
  public void overlong(RelpFrame head, long length) {
    finished++;
    if (isEnding()) {
      return;
    }
    if (state == State.NEW || !head.command().equals("syslog")) {
      refuse(head.number(), "the data are too long", head.toBytes());
      return;
    }
    // Not an error of the protocol: refused for that, the sender would send it again for ever.
    unacknowledged++;
    link.toll().message(head.data(), 0, head.data().length);
    reject(RejectReason.LINE_TOO_LONG, head.data(), length, answers.receipt(head.number()));
  }

  @Override
  public void broken(int number, String expected, byte[] seen) {
    if (!isEnding()) {
      refuse(number, expected, seen);
    }
  }

  private void refuse(int number, String why, byte[] seen) {
    LOG.atDebug().addKeyValue("sender", link.sender()).addKeyValue("why", why).log("Not RELP");
    metrics.cut(Cut.BAD_FRAME);
    reject(RejectReason.BAD_RELP_FRAME, seen, seen.length, Receipt.NONE);
    if (number > 0) {
      answer(number, "500 " + why);
    }
    link.gate().shut(ReadGate.Reason.ENDING);
    endWithGoodbye();
  }

  private void reject(RejectReason reason, byte[] head, long length, Receipt receipt) {
    link.intake().refused(reason, head, length, link.sender(), clock.millis(), receipt);
  }

  /** The sender is done; it is told so once all it sent is safe. */
  private void close(int number) {
    closeNumber = number;
    drain();
  }

  @Override
  public void drain() {
    if (isEnding()) {
      return;
    }
    state = State.DRAINING;
    link.gate().shut(ReadGate.Reason.ENDING);
    // An unfinished record of this connection may be what the acknowledgements wait for.
    link.intake().close();
    unlessClosed(drainMillis, this::endUnacknowledged);
    endIfDrained();
  }

  private void unlessClosed(long millis, Runnable task) {
    Channel channel = link.channel();
    var timer = channel.eventLoop().schedule(task, millis, TimeUnit.MILLISECONDS);
    var unused = channel.closeFuture().addListener(closed -> timer.cancel(false));
  }

  private void endIfDrained() {
    if (state == State.DRAINING && unacknowledged == 0) {
      if (closeNumber > 0) {
        var unused = send(new RelpFrame(closeNumber, "rsp", new byte[0]));
      }
      endWithGoodbye();
    }
  }

  /** What the close should have waited for is still open, so it gets no answer. */
  private void endUnacknowledged() {
    if (state == State.DRAINING) {
      endWithGoodbye();
    }
  }

  private void endWithGoodbye() {
    state = State.ENDED;
    var unused =
        send(new RelpFrame(0, "serverclose", new byte[0])).addListener(ChannelFutureListener.CLOSE);
    // Whoever does not read keeps neither the connection nor us.
    unlessClosed(GOODBYE_MILLIS, this::hangUp);
  }

  private void hangUp() {
    var unused = link.channel().close();
  }

  private void answer(int number, String text) {
    var unused = send(RelpFrame.of(number, "rsp", text));
  }

  private ChannelFuture send(RelpFrame frame) {
    return link.channel().writeAndFlush(Unpooled.wrappedBuffer(frame.toBytes()));
  }

  private void acknowledged(int messages) {
    unacknowledged -= messages;
    metrics.relpAcknowledged(messages);
    regulate();
    endIfDrained();
  }

  private void regulate() {
    if (unacknowledged >= MOST_UNACKNOWLEDGED) {
      link.gate().shut(ReadGate.Reason.UNACKNOWLEDGED);
    } else if (unacknowledged <= MOST_UNACKNOWLEDGED / 2) {
      link.gate().open(ReadGate.Reason.UNACKNOWLEDGED);
    }
  }

  private boolean isEnding() {
    return state == State.DRAINING || state == State.ENDED;
  }

  @Override
  public int held() {
    return decoder.held();
  }

  @Override
  public boolean isUnfinished() {
    return decoder.isUnfinished();
  }

  @Override
  public long finished() {
    return finished;
  }

  /** A frame cut off is no message yet: the sender sends it again, whole. */
  @Override
  public void end() {
    state = State.ENDED;
  }
}
