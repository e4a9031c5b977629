package org.ikewatch.ingest.listen;

import io.netty.channel.Channel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Ends a connection that takes too long over one message, as an attacker does who sends an octet
 * now and then. Looks a few times while the message is unfinished and counts the looks rather than
 * the time: where the thread itself was held up, by a slow broker, what the sender has long sent
 * may still be unread.
 */
final class UnfinishedLine {
  private static final int LOOKS = 4;

  private final Channel channel;
  private final Session session;
  private final long periodMillis;
  private final BooleanSupplier isRead;
  private final Runnable tooLong;
  private boolean watching;
  private int looks;
  private long message;

  /**
   * Nothing to watch so far.
   *
   * @param timeout how long a message may be unfinished while the connection is read
   */
  UnfinishedLine(
      Channel channel,
      Session session,
      Duration timeout,
      BooleanSupplier isRead,
      Runnable tooLong) {
    this.channel = channel;
    this.session = session;
    this.periodMillis = Math.max(1, timeout.toMillis() / LOOKS);
    this.isRead = isRead;
    this.tooLong = tooLong;
  }

  /** Watches the session where it has an unfinished message. */
  void watch() {
    if (!watching && session.isUnfinished()) {
      watching = true;
      looks = 0;
      message = session.finished();
      schedule();
    }
  }

  private void schedule() {
    var unused = channel.eventLoop().schedule(this::look, periodMillis, TimeUnit.MILLISECONDS);
  }

  private void look() {
    if (!channel.isActive() || !session.isUnfinished()) {
      watching = false;
      return;
    }
    if (message != session.finished()) {
      message = session.finished();
      looks = 0;
    } else if (isRead.getAsBoolean()) {
      looks++;
    }
    if (looks < LOOKS) {
      schedule();
    } else {
      tooLong.run();
    }
  }
}
