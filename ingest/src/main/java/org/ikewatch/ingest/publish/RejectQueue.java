package org.ikewatch.ingest.publish;

import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.ikewatch.ingest.guard.Credit;
import org.ikewatch.ingest.guard.Guard;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A queue of rejects, apart from audit records, so that a failure of the rejects topic does not
 * delay these. Adding never blocks: beyond 4 MiB, or faster than the topic is to grow, a reject is
 * dropped and counted. Safe for use by several threads.
 */
final class RejectQueue implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RejectQueue.class);
  private static final long MOST_BYTES = 4 << 20;

  /** What may come at once after a pause. */
  private static final int BURST_SECONDS = 60;

  private final KafkaDelivery delivery;
  private final Account account;
  private final Credit credit;
  private final Clock clock;
  private final Guard guard;
  private final Deque<Outgoing> waiting = new ArrayDeque<>();
  private final Thread thread = new Thread(this::run, "ingest-rejects");
  private long bytes;
  private boolean closed;

  /**
   * Starts handing on to this delivery, which it closes.
   *
   * @param bytesPerSecond what it may hand on in the long run
   */
  RejectQueue(KafkaDelivery delivery, Account account, long bytesPerSecond, Clock clock) {
    this.delivery = delivery;
    this.account = account;
    this.clock = clock;
    this.credit =
        new Credit(bytesPerSecond, (double) BURST_SECONDS * bytesPerSecond, clock.millis());
    this.guard = new Guard(LOG, clock, "A reject could not be handed on");
    thread.setDaemon(true);
    thread.start();
  }

  /** Takes a reject; never waits. */
  void add(Outgoing reject) {
    Optional<DropReason> refusal = offer(reject);
    refusal.ifPresent(reason -> account.overflowed(reject, reason));
  }

  private synchronized Optional<DropReason> offer(Outgoing reject) {
    if (closed || (bytes > 0 && bytes + reject.bytes() > MOST_BYTES)) {
      return Optional.of(DropReason.REJECTS_FULL);
    }
    if (credit.left(clock.millis()) <= 0) {
      return Optional.of(DropReason.REJECT_RATE);
    }
    credit.spend(reject.bytes());
    bytes += reject.bytes();
    waiting.addLast(reject);
    notifyAll();
    return Optional.empty();
  }

  private void run() {
    try {
      for (Optional<Outgoing> next = take(); next.isPresent(); next = take()) {
        Outgoing reject = next.get();
        guard.run(() -> delivery.send(reject));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The next one; empty at the end. */
  private synchronized Optional<Outgoing> take() throws InterruptedException {
    while (waiting.isEmpty() && !closed) {
      wait();
    }
    Optional<Outgoing> next = Optional.ofNullable(waiting.pollFirst());
    next.ifPresent(out -> bytes -= out.bytes());
    return next;
  }

  KafkaDelivery delivery() {
    return delivery;
  }

  /** Hands on what waits, and closes the delivery. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    delivery.stopWaiting();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    delivery.close();
  }
}
