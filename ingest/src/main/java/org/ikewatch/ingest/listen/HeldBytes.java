package org.ikewatch.ingest.listen;

import java.util.concurrent.atomic.AtomicLong;

/** How much all unfinished messages take together. Safe for use by several threads. */
final class HeldBytes {
  private final long most;
  private final AtomicLong total = new AtomicLong();

  HeldBytes(long most) {
    this.most = most;
  }

  /** Takes note of a change; says whether it is too much now. */
  boolean change(int bytes) {
    return total.addAndGet(bytes) > most;
  }

  long total() {
    return total.get();
  }
}
