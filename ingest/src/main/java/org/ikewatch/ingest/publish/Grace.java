package org.ikewatch.ingest.publish;

import java.time.Duration;

/** How long callers may still wait once the ingestor is being stopped. */
final class Grace {
  private final long nanos;
  private volatile boolean begun;
  private volatile long begunAt;

  Grace(Duration length) {
    this.nanos = length.toNanos();
  }

  /** The ingestor is being stopped. */
  void begin() {
    if (!begun) {
      begunAt = System.nanoTime();
      begun = true;
    }
  }

  boolean isOver() {
    return begun && System.nanoTime() - begunAt >= nanos;
  }

  /** How long a wait may be until it has to look again, at most so long. */
  Duration left(Duration most) {
    if (!begun) {
      return most;
    }
    long left = Math.max(1, nanos - (System.nanoTime() - begunAt));
    return left < most.toNanos() ? Duration.ofNanos(left) : most;
  }
}
