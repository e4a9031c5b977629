package org.ikewatch.ingest.listen;

import io.netty.channel.Channel;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.ikewatch.ingest.guard.Guard;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets held records go in time, on the thread of the channel they came over. */
final class Expiry {
  private static final Logger LOG = LoggerFactory.getLogger(Expiry.class);
  private static final long SHORTEST_MILLIS = 10;

  private Expiry() {}

  /** How often to look, in milliseconds, for what is held this long. */
  static long period(Duration hold) {
    return Math.max(SHORTEST_MILLIS, hold.toMillis() / 4);
  }

  static void schedule(Channel channel, LongConsumer task, Duration hold, Clock clock) {
    long period = period(hold);
    Guard guard = new Guard(LOG, clock, "What a connection holds could not be handed on");
    var timer =
        channel
            .eventLoop()
            .scheduleWithFixedDelay(
                guard.of(() -> task.accept(clock.millis())), period, period, TimeUnit.MILLISECONDS);
    var unused = channel.closeFuture().addListener(closed -> timer.cancel(false));
  }
}
