package org.ikewatch.ingest.listen;

import java.util.concurrent.TimeUnit;
import org.ikewatch.ingest.audit.Receipt;
import org.ikewatch.ingest.guard.Guard;
import org.ikewatch.ingest.intake.Intake;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The thread that makes records of what one socket has received. */
final class DatagramReader implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DatagramReader.class);

  private final DatagramQueue queue;
  private final Surroundings around;
  private final Intake intake;
  private final Thread thread;
  private final Guard guard;
  private long sharedAt;

  private DatagramReader(DatagramQueue queue, Surroundings around, String name) {
    this.queue = queue;
    this.around = around;
    this.intake = around.intakes().open("UDP");
    this.guard =
        new Guard(LOG, around.clock(), "Datagrams could not be read, or their records handed on");
    this.thread = new Thread(this::run, name);
    thread.setDaemon(true);
  }

  /** Starts reading from this queue. */
  static DatagramReader start(DatagramQueue queue, Surroundings around, String name) {
    DatagramReader reader = new DatagramReader(queue, around, name);
    reader.thread.start();
    return reader;
  }

  private void run() {
    long period = Expiry.period(around.hold());
    boolean more = true;
    while (more) {
      more = queue.read(this::datagram, period, TimeUnit.MILLISECONDS);
      long now = around.clock().millis();
      if (now - sharedAt >= period) {
        sharedAt = now;
        guard.run(() -> intake.share(now));
        intake.end();
      }
    }
    intake.close();
  }

  private void datagram(byte[] bytes, int start, int end, String sender, long arrivedAt) {
    try {
      intake.syslog(bytes, start, end, sender, arrivedAt, false, Receipt.DATAGRAM);
    } catch (RuntimeException | Error e) {
      // One datagram must not keep the others from being read.
      guard.failed(e);
    } finally {
      // Before the queue is done with it: what is left of it waits in the intake.
      intake.end();
    }
  }

  /** Waits until all that was received is handed on. */
  @Override
  public void close() {
    queue.close();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
