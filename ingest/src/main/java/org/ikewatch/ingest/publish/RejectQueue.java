package org.ikewatch.ingest.publish;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * A queue of rejects, apart from audit records, so that a failure of the rejects topic does not
 * delay these. Adding never blocks: beyond 4 MiB a reject is dropped and counted. Safe for use by
 * several threads.
 */
final class RejectQueue implements AutoCloseable {
  private static final long MOST_BYTES = 4 << 20;

  private final KafkaDelivery delivery;
  private final Account account;
  private final Deque<Outgoing> waiting = new ArrayDeque<>();
  private final Thread thread = new Thread(this::run, "ingest-rejects");
  private long bytes;
  private boolean closed;

  /** Starts handing on to this delivery, which it closes. */
  RejectQueue(KafkaDelivery delivery, Account account) {
    this.delivery = delivery;
    this.account = account;
    thread.setDaemon(true);
    thread.start();
  }

  /** Takes a reject; never waits. */
  void add(Outgoing reject) {
    synchronized (this) {
      if (!closed && (bytes == 0 || bytes + reject.bytes() <= MOST_BYTES)) {
        bytes += reject.bytes();
        waiting.addLast(reject);
        notifyAll();
        return;
      }
    }
    account.overflowed(reject);
  }

  private void run() {
    try {
      for (Optional<Outgoing> next = take(); next.isPresent(); next = take()) {
        delivery.send(next.get());
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
