package org.ikewatch.ingest.publish;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * What waits to be written to the spool, in order and bounded, and the gate that lets it in: open
 * while the broker is unavailable, shut while messages go straight to it. Safe for use by several
 * threads.
 */
final class Backlog {
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

  private final SpoolRoom room;
  private final Account account;
  private final Grace grace;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Condition work = lock.newCondition();
  private final Condition closing = lock.newCondition();
  private final Deque<Outgoing> waiting = new ArrayDeque<>();

  private boolean open = true;
  private boolean closed;
  private boolean writing;

  /** Some of what waits is with a producer; nothing behind it may be written before it is back. */
  private boolean handing;

  private boolean failing;

  /** Nothing waits, and the gate is open. */
  Backlog(Spool spool, DeliverySettings settings, Account account, Grace grace) {
    this.room = new SpoolRoom(spool, settings);
    this.account = account;
    this.grace = grace;
  }

  /**
   * Takes a message for the spool, as soon as there is room. Where the sender cannot be made to
   * wait for that, counts it as dropped.
   *
   * @return false where the gate is shut
   */
  boolean offer(Outgoing out) throws InterruptedException {
    lock.lock();
    try {
      while (open && !closed) {
        boolean noSpace = room.isFull(out);
        if (!noSpace && room.hasRoomInMemory(out)) {
          add(out);
          return true;
        }
        room.tell(noSpace);
        if ((noSpace || failing) && !out.receipt().canWait()) {
          account.dropped(out, DropReason.SPOOL_FULL);
          return true;
        }
        if (grace.isOver()) {
          break;
        }
        var unused = changed.awaitNanos(grace.left(LOOK_AGAIN).toNanos());
      }
      if (open) {
        account.dropped(out, DropReason.SHUTDOWN);
      }
      return open;
    } finally {
      lock.unlock();
    }
  }

  private void add(Outgoing out) {
    waiting.addLast(out);
    room.take(out);
    if (waiting.size() == 1) {
      work.signalAll();
    }
  }

  /**
   * Opens the gate.
   *
   * @param first what goes before everything else, in order
   * @param meanwhile is done before anything can get in
   */
  void open(List<Outgoing> first, Runnable meanwhile) {
    lock.lock();
    try {
      putBack(first);
      first.forEach(room::take);
      open = true;
      handing = false;
      meanwhile.run();
      changed.signalAll();
      work.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void putBack(List<Outgoing> first) {
    for (int i = first.size() - 1; i >= 0; i--) {
      waiting.addFirst(first.get(i));
    }
  }

  /**
   * Shuts the gate, once nothing is left behind it. Nothing gets in meanwhile.
   *
   * @param rest hands over what the spool has; false where that fails
   * @param deliver hands over what did not get there any more; false where that fails
   * @param meanwhile is done before anything can pass
   * @return false where the gate is still open, and {@link #open} must follow
   */
  boolean shut(BooleanSupplier rest, Predicate<Outgoing> deliver, Runnable meanwhile)
      throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (writing) {
        changed.await();
      }
      if (!rest.getAsBoolean()) {
        return false;
      }
      handing = true;
      while (!waiting.isEmpty()) {
        Outgoing first = waiting.getFirst();
        if (!first.isAcknowledged() && !deliver.test(first)) {
          return false;
        }
        room.free(waiting.removeFirst());
      }
      open = false;
      handing = false;
      room.tell(false);
      meanwhile.run();
      changed.signalAll();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until nothing is on its way to the disk that was on it before. */
  void awaitWritten() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (writing && !closed) {
        changed.await();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Waits until this holds, or the backlog is closed. */
  void awaitUntil(BooleanSupplier condition) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!condition.getAsBoolean() && !closed) {
        var unused = changed.awaitNanos(LOOK_AGAIN.toNanos());
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * What is to be written next; {@link #written} or {@link #notWritten} must follow.
   *
   * @param most how long to wait for something
   * @return empty where there is nothing
   */
  List<Outgoing> take(Duration most) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long nanos = most.toNanos();
      while ((waiting.isEmpty() || handing) && !closed && nanos > 0) {
        nanos = work.awaitNanos(nanos);
      }
      if (handing) {
        return List.of();
      }
      List<Outgoing> batch = new ArrayList<>(waiting.size());
      for (Outgoing out : waiting) {
        if (out.isAcknowledged()) {
          room.free(out);
        } else {
          batch.add(out);
        }
      }
      waiting.clear();
      writing = !batch.isEmpty();
      return batch;
    } finally {
      lock.unlock();
    }
  }

  /** The batch taken is on disk. */
  void written(List<Outgoing> batch) {
    lock.lock();
    try {
      batch.forEach(room::free);
      writing = false;
      failing = false;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** The batch taken could not be written; it waits again. */
  void notWritten(List<Outgoing> batch) {
    lock.lock();
    try {
      putBack(batch);
      writing = false;
      failing = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** The spool has come to take less room. */
  void roomMade() {
    lock.lock();
    try {
      room.tellIfMade();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Lets a moment pass, unless the backlog is closed. */
  void pause(Duration length) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long nanos = length.toNanos();
      while (!closed && nanos > 0) {
        nanos = closing.awaitNanos(nanos);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Sends those who wait away to look how long they still may. */
  void wake() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Takes nothing any more, and opens the gate so that nobody waits behind it. */
  void close() {
    lock.lock();
    try {
      closed = true;
      open = true;
      changed.signalAll();
      work.signalAll();
      closing.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Whether records wait, or are dropped, as the spool has no room or cannot be written. */
  boolean isFull() {
    lock.lock();
    try {
      return failing || (open && room.isToldFull());
    } finally {
      lock.unlock();
    }
  }

  boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }
}
