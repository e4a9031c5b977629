package org.ikewatch.ingest.publish;

import java.time.Instant;

/**
 * How records get to the broker now.
 *
 * @param since when that began
 * @param spooledLines lines on disk that the broker does not have
 * @param spooledBytes what the spool takes on disk, acknowledged entries of unfinished files
 *     included
 * @param full whether the spool takes nothing now: it has no room, or its disk fails
 * @param detail why, in words; empty where all is well
 */
public record PublisherState(
    Mode mode, Instant since, long spooledLines, long spooledBytes, boolean full, String detail) {
  /** The ways there are. */
  public enum Mode {
    /** Straight to the broker. */
    DIRECT,
    /** To the spool: the broker is unavailable or slow. */
    SPOOLING,
    /** To the spool, while the broker gets what is there. */
    DRAINING,
    /** Nowhere any more. */
    CLOSED
  }
}
