package org.ikewatch.ingest.audit;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What the way a line came has to do with its fate. Safe for use by several threads.
 *
 * <p>A transport whose sender waits for an answer learns from it that the line need not be sent
 * again.
 */
public interface Receipt {
  /** Of a sender that gets no answer, but can be slowed down: a stream or a file. */
  Receipt NONE = () -> {};

  /** Of a sender that nothing slows down: a datagram's. */
  Receipt DATAGRAM =
      new Receipt() {
        @Override
        public void settle() {}

        @Override
        public boolean canWait() {
          return false;
        }
      };

  /**
   * The line's fate is certain: it is held by the broker or, synchronized, by the disk, or there is
   * nothing in it to hold. Called once for each line. Not called for a line that is lost though it
   * might be accepted if it were sent again.
   */
  void settle();

  /** Whether the sender can be made to wait; the lines of others are dropped where they must. */
  default boolean canWait() {
    return true;
  }

  /** This receipt for a message of several lines: it is settled with the last of them. */
  default Receipt shared(int lines) {
    if (this == NONE || this == DATAGRAM || lines == 1) {
      return this;
    }
    AtomicInteger open = new AtomicInteger(lines);
    return () -> {
      if (open.decrementAndGet() == 0) {
        settle();
      }
    };
  }

  /** One receipt for a record of all these lines; it can wait where all of them can. */
  static Receipt of(List<AuditLine> lines) {
    if (lines.size() == 1) {
      return lines.get(0).receipt();
    }
    boolean patient = true;
    boolean answered = false;
    for (AuditLine line : lines) {
      patient &= line.receipt().canWait();
      answered |= line.receipt() != NONE && line.receipt() != DATAGRAM;
    }
    if (!answered) {
      return patient ? NONE : DATAGRAM;
    }
    return () -> lines.forEach(line -> line.receipt().settle());
  }
}
