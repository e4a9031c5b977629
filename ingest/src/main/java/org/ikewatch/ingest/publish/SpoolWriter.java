package org.ikewatch.ingest.publish;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that writes to the spool: all that waits at once, then synchronizes, so that a disk
 * that takes long for it takes more each time. Receipts are settled after that.
 */
final class SpoolWriter {
  private static final Logger LOG = LoggerFactory.getLogger(SpoolWriter.class);
  private static final Duration TIDY = Duration.ofMillis(200);
  private static final Duration RETRY = Duration.ofMillis(500);

  private final Backlog backlog;
  private final Spool spool;
  private final Account account;
  private final Duration interval;
  private final Thread thread;
  private boolean failing;

  private SpoolWriter(
      String name, Backlog backlog, Spool spool, Account account, Duration interval) {
    this.backlog = backlog;
    this.spool = spool;
    this.account = account;
    this.interval = interval;
    this.thread = new Thread(this::run, name);
    thread.setDaemon(true);
  }

  /**
   * Starts writing.
   *
   * @param name of the thread
   * @param interval how often to synchronize at most
   */
  static SpoolWriter start(
      String name, Backlog backlog, Spool spool, Account account, Duration interval) {
    SpoolWriter writer = new SpoolWriter(name, backlog, spool, account, interval);
    writer.thread.start();
    return writer;
  }

  private void run() {
    try {
      while (!backlog.isClosed()) {
        List<Outgoing> batch = backlog.take(TIDY);
        if (!batch.isEmpty()) {
          backlog.pause(write(batch) ? interval : RETRY);
        }
        tidy();
      }
      List<Outgoing> last = backlog.take(Duration.ZERO);
      if (!last.isEmpty() && !write(last)) {
        last.forEach(out -> account.dropped(out, DropReason.SHUTDOWN));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean write(List<Outgoing> batch) {
    long first;
    try {
      first = spool.append(batch);
    } catch (IOException | RuntimeException | Error e) {
      tell(e);
      backlog.notWritten(batch);
      return false;
    }
    if (failing) {
      failing = false;
      LOG.atInfo().log("The spool can be written again");
    }
    for (int i = 0; i < batch.size(); i++) {
      account.spooled(batch.get(i), first + i);
    }
    backlog.written(batch);
    return true;
  }

  private void tell(Throwable failure) {
    if (!failing) {
      failing = true;
      LOG.atError()
          .setCause(failure)
          .log("The spool cannot be written: streams wait, datagrams are dropped and counted");
    }
  }

  private void tidy() {
    try {
      long before = spool.bytes();
      spool.tidy();
      if (spool.bytes() < before) {
        backlog.roomMade();
      }
    } catch (IOException | RuntimeException | Error e) {
      LOG.atDebug().setCause(e).log("The spool cannot be tidied up");
    }
  }

  /** Waits until what waits in the closed backlog is written. */
  void awaitEnd() throws InterruptedException {
    thread.join();
  }
}
