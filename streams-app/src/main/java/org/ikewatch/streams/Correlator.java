package org.ikewatch.streams;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.ikewatch.schemas.SchemaRegistry;
import org.ikewatch.streams.topology.CorrelationTopology;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running correlator: reads audit records, publishes incidents. */
public final class Correlator implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(Correlator.class);
  private static final Duration CLOSE = Duration.ofSeconds(5);

  private final KafkaStreams streams;
  private final CountDownLatch running = new CountDownLatch(1);

  private Correlator(KafkaStreams streams) {
    this.streams = streams;
  }

  /**
   * Starts one. It is at work once {@link #awaitRunning} says so.
   *
   * @param registry asked for the schemas' ids now, and for ids not met before later
   */
  public static Correlator start(CorrelatorConfig config, SchemaRegistry registry) {
    KafkaStreams streams =
        new KafkaStreams(
            CorrelationTopology.build(config.correlation(), registry), config.toProperties());
    Correlator correlator = new Correlator(streams);
    streams.setStateListener(correlator::noteState);
    streams.setUncaughtExceptionHandler(Correlator::replaceThread);
    streams.start();
    return correlator;
  }

  /** Waits until every partition is assigned and restored; false where that takes longer. */
  public boolean awaitRunning(Duration atMost) throws InterruptedException {
    return running.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Leaves the group as well: the next to start would wait for this member's session to expire. */
  @Override
  public void close() {
    streams.close(
        CloseOptions.timeout(CLOSE)
            .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
  }

  private void noteState(KafkaStreams.State now, KafkaStreams.State before) {
    LOGGER.atInfo().addKeyValue("from", before).addKeyValue("to", now).log("correlator state");
    if (now == KafkaStreams.State.RUNNING) {
      running.countDown();
    }
  }

  /** Unreadable records never get here; what does is the broker's trouble, and passes. */
  private static StreamThreadExceptionResponse replaceThread(Throwable failure) {
    LOGGER.atError().setCause(failure).log("correlator thread failed and is replaced");
    return StreamThreadExceptionResponse.REPLACE_THREAD;
  }
}
