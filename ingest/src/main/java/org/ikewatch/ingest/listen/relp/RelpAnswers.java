package org.ikewatch.ingest.listen.relp;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntConsumer;
import org.ikewatch.ingest.audit.Receipt;

/**
 * Tells the sender which of its messages are safe, in whatever order they become so. Receipts are
 * settled on any thread; what has come together is written at once, on the connection's own.
 */
final class RelpAnswers {
  private static final int BYTES_EACH = 24;

  private final Channel channel;
  private final IntConsumer answered;
  private final Queue<Integer> settled = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean scheduled = new AtomicBoolean();

  /**
   * Nothing to answer so far.
   *
   * @param answered gets to know, on the connection's thread, how many answers were just written
   */
  RelpAnswers(Channel channel, IntConsumer answered) {
    this.channel = channel;
    this.answered = answered;
  }

  /** The receipt of the message with this transaction number. */
  Receipt receipt(int number) {
    return () -> settle(number);
  }

  private void settle(int number) {
    if (!channel.isActive()) {
      return; // the sender sends it again, over another connection
    }
    settled.add(number);
    if (scheduled.compareAndSet(false, true)) {
      try {
        channel.eventLoop().execute(this::write);
      } catch (RejectedExecutionException e) {
        settled.clear(); // the listener has ended, and the connection with it
      }
    }
  }

  private void write() {
    scheduled.set(false);
    int count = 0;
    ByteBuf answers = channel.alloc().buffer(BYTES_EACH * 16);
    for (Integer number = settled.poll(); number != null; number = settled.poll()) {
      answers.writeCharSequence(number + " rsp 6 200 OK\n", US_ASCII);
      count++;
    }
    if (count == 0) {
      answers.release();
      return;
    }
    var unused = channel.writeAndFlush(answers);
    answered.accept(count);
  }
}
