package org.ikewatch.ingest.publish;

import java.time.Duration;

/** How long to wait before each further attempt: twice as long as before, up to a limit. */
final class Backoff {
  private final Duration first;
  private final Duration most;
  private Duration next;

  Backoff(Duration first, Duration most) {
    this.first = first;
    this.most = most;
    this.next = first;
  }

  /** The wait before the next attempt. */
  Duration next() {
    Duration wait = next;
    Duration twice = wait.multipliedBy(2);
    next = twice.compareTo(most) < 0 ? twice : most;
    return wait;
  }

  /** Things go well again. */
  void reset() {
    next = first;
  }
}
