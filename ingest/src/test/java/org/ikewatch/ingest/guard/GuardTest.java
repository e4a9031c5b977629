package org.ikewatch.ingest.guard;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.ikewatch.ingest.testing.ManualClock;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class GuardTest {
  private final Guard guard =
      new Guard(LoggerFactory.getLogger(GuardTest.class), new ManualClock(), "a turn failed");

  @Test
  void shouldGoOnWithATimerWhoseTurnsFail() throws InterruptedException {
    // Given
    CountDownLatch turns = new CountDownLatch(3);
    ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

    // When
    var unused =
        timer.scheduleWithFixedDelay(
            guard.of(
                () -> {
                  turns.countDown();
                  throw new StackOverflowError("of a test");
                }),
            0,
            1,
            MILLISECONDS);

    // Then
    try {
      assertThat(turns.await(10, TimeUnit.SECONDS)).isTrue();
    } finally {
      timer.shutdownNow();
    }
  }
}
