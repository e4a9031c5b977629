package org.ikewatch.ingest.publish;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.function.LongUnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says regularly, in every partition, up to when all that this ingestor received is on the topic:
 * so readers know how far time has come for its hosts, busy or silent.
 */
public final class Heartbeats implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Heartbeats.class);

  private final ScheduledExecutorService timer;

  private Heartbeats(ScheduledExecutorService timer) {
    this.timer = timer;
  }

  /**
   * Starts sending.
   *
   * @param send sends a heartbeat of this time to every partition
   * @param lowWatermark up to when everything received is published, at most the time given, which
   *     is now
   */
  public static Heartbeats start(
      LongConsumer send, LongUnaryOperator lowWatermark, Duration interval, Clock clock) {
    ScheduledExecutorService timer =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "ingest-heartbeat");
              thread.setDaemon(true);
              return thread;
            });
    var unused =
        timer.scheduleWithFixedDelay(
            () -> beat(send, lowWatermark, clock), 0, interval.toMillis(), TimeUnit.MILLISECONDS);
    return new Heartbeats(timer);
  }

  private static void beat(LongConsumer send, LongUnaryOperator lowWatermark, Clock clock) {
    try {
      send.accept(lowWatermark.applyAsLong(clock.millis()));
    } catch (RuntimeException | Error e) {
      // The next one is sent anyway; a failure that also affects records is counted and logged.
      LOG.atDebug().setCause(e).log("A heartbeat was not sent");
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
