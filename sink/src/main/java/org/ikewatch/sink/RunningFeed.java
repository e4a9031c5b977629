package org.ikewatch.sink;

import java.util.concurrent.TimeUnit;
import org.ikewatch.sink.incidents.DestinationState;

/** A feed on a thread of its own. */
final class RunningFeed implements AutoCloseable {
  private static final long STOP_SECONDS = 5;

  private final TopicFeed feed;
  private final DestinationMonitor monitor;
  private final Thread thread;

  private RunningFeed(TopicFeed feed, DestinationMonitor monitor, Thread thread) {
    this.feed = feed;
    this.monitor = monitor;
    this.thread = thread;
  }

  /** Starts it. */
  static RunningFeed start(String name, TopicFeed feed, DestinationMonitor monitor) {
    Thread thread = new Thread(feed, name);
    thread.start();
    return new RunningFeed(feed, monitor, thread);
  }

  DestinationState state() {
    return monitor.state();
  }

  /** Tells it to stop and does not wait for it. */
  void stop() {
    feed.stop();
  }

  @Override
  public void close() {
    stop();
    try {
      thread.join(TimeUnit.SECONDS.toMillis(STOP_SECONDS));
      // A destination may be waiting for an answer that takes longer.
      thread.interrupt();
      thread.join(TimeUnit.SECONDS.toMillis(STOP_SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
