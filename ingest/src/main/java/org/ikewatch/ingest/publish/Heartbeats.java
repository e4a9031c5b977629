package org.ikewatch.ingest.publish;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps time going in silent partitions, so that windows close without traffic. */
public final class Heartbeats implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Heartbeats.class);

  private final ScheduledExecutorService timer;

  private Heartbeats(ScheduledExecutorService timer) {
    this.timer = timer;
  }

  /** Starts beating. */
  public static Heartbeats start(KafkaAuditPublisher publisher, Duration idle, Duration behind) {
    ScheduledExecutorService timer =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "ingest-heartbeat");
              thread.setDaemon(true);
              return thread;
            });
    var unused =
        timer.scheduleWithFixedDelay(
            () -> beat(publisher, idle, behind),
            0,
            Math.max(10, idle.toMillis() / 2),
            TimeUnit.MILLISECONDS);
    return new Heartbeats(timer);
  }

  private static void beat(KafkaAuditPublisher publisher, Duration idle, Duration behind) {
    try {
      publisher.heartbeat(idle, behind);
    } catch (RuntimeException e) {
      // The next beat tries again; records in the same trouble are counted and logged.
      LOG.atDebug().setCause(e).log("No heartbeat");
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
