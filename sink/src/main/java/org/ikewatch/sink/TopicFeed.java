package org.ikewatch.sink;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.ikewatch.sink.incidents.DeliveryException;
import org.ikewatch.sink.incidents.Gathering;
import org.ikewatch.sink.incidents.Pace;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Feeds one destination from a topic, as a consumer group of its own. Offsets are committed after
 * delivery: at least once, and the destination is idempotent.
 */
final class TopicFeed implements Runnable {
  private static final Logger LOGGER = LoggerFactory.getLogger(TopicFeed.class);
  private static final Duration POLL = Duration.ofMillis(200);

  /** How long the group may hear nothing of us; its own limit is {@code max.poll.interval.ms}. */
  private static final long SIGN_OF_LIFE_NANOS = Duration.ofSeconds(30).toNanos();

  private final Consumer<byte[], byte[]> consumer;
  private final String topic;
  private final FeedWork batch;
  private final DestinationMonitor monitor;
  private final SinkMetrics metrics;
  private final Waits waits;
  private final Pace pace;
  private final Gathering gathering;
  private Set<TopicPartition> mine = Set.of();
  private long lastSign;
  private volatile boolean stopping;

  TopicFeed(
      Consumer<byte[], byte[]> consumer,
      String topic,
      FeedWork batch,
      DestinationMonitor monitor,
      SinkMetrics metrics,
      Waits waits,
      Pace pace,
      Gathering gathering) {
    this.consumer = consumer;
    this.topic = topic;
    this.batch = batch;
    this.monitor = monitor;
    this.metrics = metrics;
    this.waits = waits;
    this.pace = pace;
    this.gathering = gathering;
  }

  /** Runs until {@link #stop} or interrupted. */
  @Override
  public void run() {
    try {
      consumer.subscribe(List.of(topic), new Beginning());
      while (!stopping) {
        gather(consumer.poll(POLL));
        if (batch.isIdle()) {
          metrics.nothingWaits();
          attempt(batch::renew);
        } else if (gathering.isOver(batch.waiting())) {
          deliverUntilDone();
        }
      }
    } catch (WakeupException | InterruptException | InterruptedException e) {
      LOGGER.atDebug().log("feed stops");
    } catch (RuntimeException e) {
      monitor.ended(e);
    } finally {
      // The thread ends here; interrupted, the consumer would not leave its group.
      Thread.interrupted();
      consumer.close();
      batch.close();
    }
  }

  void stop() {
    stopping = true;
    consumer.wakeup();
  }

  private final class Beginning implements ConsumerRebalanceListener {
    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
      // What was delivered of them is committed when it is noticed.
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
      if (batch.startsOver()) {
        consumer.seekToBeginning(assigned);
      }
    }
  }

  private void gather(ConsumerRecords<byte[], byte[]> polled) {
    if (batch.isIdle()) {
      mine = Set.copyOf(consumer.assignment());
    }
    if (!polled.isEmpty()) {
      gathering.came();
      batch.take(polled);
      batch.oldestWaiting().ifPresent(metrics::waitingSince);
    }
    if (!mine.equals(consumer.assignment())) {
      abandon();
    }
  }

  private void deliverUntilDone() throws InterruptedException {
    lastSign = waits.nanos();
    while (!batch.isDone() && !stopping) {
      batch.oldestWaiting().ifPresent(metrics::waitingSince);
      Duration tooEarly = pace.untilAllowed();
      if (tooEarly.isZero()) {
        attempt(this::step);
      } else {
        pause(tooEarly);
      }
      if (waits.nanos() - lastSign > SIGN_OF_LIFE_NANOS) {
        commit(batch.progress());
        idle(Duration.ZERO);
        lastSign = waits.nanos();
      }
      if (!mine.equals(consumer.assignment())) {
        abandon();
        return;
      }
    }
    commit(batch.progress());
    if (batch.isDone()) {
      drop();
    }
  }

  private boolean step() throws InterruptedException {
    pace.delivered(batch.step(pace.allowed()));
    return true;
  }

  private interface Work {
    /** Whether anything was done. */
    boolean run() throws InterruptedException;
  }

  /** Where it fails, there is a wait before it may be tried again. */
  private void attempt(Work work) throws InterruptedException {
    try {
      if (work.run()) {
        waits.succeeded();
        monitor.delivering();
      }
    } catch (DeliveryException.Retriable e) {
      monitor.retrying(e.getMessage());
      metrics.retried();
      pause(waits.afterRetriable(e));
    } catch (DeliveryException.Denied e) {
      monitor.paused(e.getMessage());
      metrics.retried();
      pause(waits.afterDenied());
    }
  }

  /** What is not done is read again, here or by the member of the group that has it now. */
  private void abandon() {
    Set<TopicPartition> still = consumer.assignment();
    batch
        .progress()
        .forEach(
            (partition, at) -> {
              if (still.contains(partition)) {
                consumer.seek(partition, at.offset());
              }
            });
    drop();
  }

  private void drop() {
    batch.drop();
    gathering.end();
  }

  private void pause(Duration wait) {
    // An outage may outlast this process: what is done need not be done again by the next.
    commit(batch.progress());
    long end = waits.nanos() + wait.toNanos();
    for (long left = wait.toNanos();
        left > 0 && mine.equals(consumer.assignment());
        left = end - waits.nanos()) {
      idle(Duration.ofNanos(left));
    }
    lastSign = waits.nanos();
  }

  /** Polling while paused keeps the group membership; nothing is read. */
  private void idle(Duration wait) {
    consumer.pause(consumer.assignment());
    ConsumerRecords<byte[], byte[]> early = consumer.poll(wait);
    // Partitions that came to us meanwhile were not paused.
    for (TopicPartition partition : early.partitions()) {
      consumer.seek(partition, early.records(partition).get(0).offset());
    }
    consumer.resume(consumer.assignment());
  }

  private void commit(Map<TopicPartition, OffsetAndMetadata> progress) {
    batch.settle();
    try {
      commitOnce(progress);
    } catch (WakeupException e) {
      // Told to stop: what is delivered is still worth a commit.
      commitOnce(progress);
      throw e;
    }
  }

  private void commitOnce(Map<TopicPartition, OffsetAndMetadata> progress) {
    try {
      consumer.commitSync(progress);
    } catch (CommitFailedException | RetriableException e) {
      // What was delivered may be delivered again, which changes nothing.
      LOGGER.atWarn().addKeyValue("reason", e.getMessage()).log("offsets not committed");
    }
  }
}
