package org.ikewatch.sink;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.ikewatch.sink.incidents.Archive;
import org.ikewatch.sink.incidents.DeliveryException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets an archive forget what is too old, now and then, on a thread of its own. After each step it
 * waits as long as that took, so that deliveries have the archive for half of the time at least.
 */
final class Upkeep implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(Upkeep.class);
  private static final Duration STOP = Duration.ofSeconds(5);

  private final Archive archive;
  private final Clock clock;
  private final Duration every;
  private final Counter expired;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread thread;

  private Upkeep(Archive archive, MeterRegistry meters, Clock clock, Duration every) {
    this.archive = archive;
    this.clock = clock;
    this.every = every;
    this.expired = meters.counter("ikewatch_sink_expired_incidents", "destination", archive.name());
    this.thread = new Thread(this::runUntilStopped, "sink." + archive.name() + "-upkeep");
  }

  /**
   * Starts; the first run is at once.
   *
   * @param every how long it waits between two runs
   */
  static Upkeep start(Archive archive, MeterRegistry meters, Clock clock, Duration every) {
    Upkeep upkeep = new Upkeep(archive, meters, clock, every);
    upkeep.thread.setDaemon(true);
    upkeep.thread.start();
    return upkeep;
  }

  private void runUntilStopped() {
    try {
      do {
        run();
      } while (!stopped.await(every.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      LOGGER.atDebug().log("upkeep stops");
    }
  }

  private void run() throws InterruptedException {
    Instant now = clock.instant();
    long left = 0;
    try {
      long begin = System.nanoTime();
      for (int step = archive.forget(now); step > 0; step = archive.forget(now)) {
        left += step;
        expired.increment((double) step);
        if (stopped.await(System.nanoTime() - begin, TimeUnit.NANOSECONDS)) {
          break;
        }
        begin = System.nanoTime();
      }
    } catch (DeliveryException e) {
      LOGGER
          .atWarn()
          .addKeyValue("destination", archive.name())
          .addKeyValue("reason", e.getMessage())
          .log("what is too old cannot be removed now; it is tried again later");
    }
    if (left > 0) {
      LOGGER
          .atInfo()
          .addKeyValue("destination", archive.name())
          .addKeyValue("incidents", left)
          .log("removed incidents that ended longer ago than the retention");
    }
  }

  /** Stops after the step it is at. */
  @Override
  public void close() {
    stopped.countDown();
    try {
      thread.join(STOP.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
