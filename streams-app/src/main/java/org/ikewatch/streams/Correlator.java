package org.ikewatch.streams;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.ikewatch.schemas.SchemaRegistry;
import org.ikewatch.streams.topology.CorrelationTopology;
import org.ikewatch.streams.topology.PartitionStats;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running correlator: reads audit records, publishes incidents. */
public final class Correlator implements CorrelatorStatus, AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(Correlator.class);
  private static final Duration CLOSE = Duration.ofSeconds(5);

  private final KafkaStreams streams;
  private final PartitionStats stats;
  private final ThreadReplacement replacement = new ThreadReplacement(System::nanoTime);
  private final RestoreProgress restore = new RestoreProgress();
  private final CountDownLatch running = new CountDownLatch(1);

  private Correlator(KafkaStreams streams, PartitionStats stats) {
    this.streams = streams;
    this.stats = stats;
  }

  /**
   * Starts one. It is at work once {@link #awaitRunning} says so.
   *
   * @param registry asked for the schemas' ids now, and for ids not met before later
   * @throws FormerStateException if an earlier version left state that this one cannot read
   */
  public static Correlator start(CorrelatorConfig config, SchemaRegistry registry) {
    FormerState.refuse(config);
    PartitionStats stats = new PartitionStats();
    KafkaStreams streams =
        new KafkaStreams(
            CorrelationTopology.build(config.correlation(), registry, stats),
            config.toProperties());
    Correlator correlator = new Correlator(streams, stats);
    streams.setStateListener(correlator::noteState);
    streams.setGlobalStateRestoreListener(correlator.restore);
    streams.setUncaughtExceptionHandler(correlator::replaceThread);
    streams.start();
    return correlator;
  }

  /** Waits until every partition is assigned and restored; false if that takes longer. */
  public boolean awaitRunning(Duration atMost) throws InterruptedException {
    return running.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public boolean isAlive() {
    return streams.state() != KafkaStreams.State.ERROR
        && streams.state() != KafkaStreams.State.NOT_RUNNING;
  }

  @Override
  public boolean isReady() {
    return streams.state() == KafkaStreams.State.RUNNING;
  }

  @Override
  public String state() {
    return streams.state().name();
  }

  @Override
  public PartitionStats stats() {
    return stats;
  }

  @Override
  public RestoreProgress restore() {
    return restore;
  }

  @Override
  public long replacedThreads() {
    return replacement.count();
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

  /** No record fails a thread; what does is the brokers' or the machine's, and may pass. */
  private StreamThreadExceptionResponse replaceThread(Throwable failure) {
    Duration wait = replacement.next();
    LOGGER
        .atError()
        .setCause(failure)
        .addKeyValue("wait", wait)
        .log("correlator thread failed and is replaced");
    replacement.await(wait);
    return StreamThreadExceptionResponse.REPLACE_THREAD;
  }
}
