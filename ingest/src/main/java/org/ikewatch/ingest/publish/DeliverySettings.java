package org.ikewatch.ingest.publish;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How records are delivered to the broker, and what is done while it is unavailable.
 *
 * @param inflightMax lines that are neither with the broker nor on disk, at most, of those that
 *     were taken from their senders: what a sudden end of the process can cost a sender who does
 *     not wait for an answer; 1 or more
 * @param inflightBytes how much memory these may take, and as much again those on their way to the
 *     disk; a larger record goes alone
 * @param brokerPatience how long a broker may leave everything unanswered until records go to the
 *     spool
 * @param spoolDirectory where records are spooled while the broker is unavailable
 * @param spoolMax how much they may take there, in bytes; what was in flight when the broker went
 *     away may go beyond it
 * @param spoolSync how often they are made safe there at most
 * @param rejectRate how many bytes of rejects are handed on in a second, in the long run
 */
public record DeliverySettings(
    int inflightMax,
    long inflightBytes,
    Duration brokerPatience,
    Path spoolDirectory,
    long spoolMax,
    Duration spoolSync,
    long rejectRate) {
  private static final long SEGMENT = 16L << 20;
  private static final int SEGMENTS = 8;
  private static final int SHARE_OF_REJECTS = 8;

  /** Settings with which rejects may come at any rate. */
  public DeliverySettings(
      int inflightMax,
      long inflightBytes,
      Duration brokerPatience,
      Path spoolDirectory,
      long spoolMax,
      Duration spoolSync) {
    this(
        inflightMax,
        inflightBytes,
        brokerPatience,
        spoolDirectory,
        spoolMax,
        spoolSync,
        Long.MAX_VALUE);
  }

  /** Of lines that are no audit records: they wait apart, and may take an eighth of the room. */
  DeliverySettings ofRejects() {
    return new DeliverySettings(
        inflightMax,
        Math.max(1, inflightBytes / SHARE_OF_REJECTS),
        brokerPatience,
        spoolDirectory.resolve("rejects"),
        Math.max(1, spoolMax / SHARE_OF_REJECTS),
        spoolSync,
        rejectRate);
  }

  /** When a file of the spool is long enough, in bytes. */
  long segmentBytes() {
    return Math.max(1, Math.min(SEGMENT, spoolMax / SEGMENTS));
  }
}
