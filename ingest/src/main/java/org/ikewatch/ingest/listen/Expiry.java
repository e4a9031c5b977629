package org.ikewatch.ingest.listen;

import io.netty.channel.ChannelHandlerContext;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.ikewatch.ingest.intake.Intake;

/** Lets held records go in time, on the thread that owns their intake. */
final class Expiry {
  private static final long SHORTEST_MILLIS = 10;

  private Expiry() {}

  static void schedule(ChannelHandlerContext context, Intake intake, Duration hold, Clock clock) {
    long period = Math.max(SHORTEST_MILLIS, hold.toMillis() / 4);
    var timer =
        context
            .executor()
            .scheduleWithFixedDelay(
                () -> intake.expire(clock.millis()), period, period, TimeUnit.MILLISECONDS);
    var unused = context.channel().closeFuture().addListener(closed -> timer.cancel(false));
  }
}
