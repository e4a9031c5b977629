package org.ikewatch.ingest.publish;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How records are brought to the broker, and what is done while it is away.
 *
 * @param inflightMax lines that are neither with the broker nor on disk, at most, of those that
 *     were taken from their senders: what a sudden end of the process can cost a sender who does
 *     not wait for an answer; 1 or more
 * @param brokerPatience how long a broker may leave everything unanswered until it counts as away
 * @param spoolDirectory where records wait for a broker that is away; empty where they do not
 * @param spoolMax how much they may take there, in bytes; what was in flight when the broker went
 *     away may go beyond it
 * @param spoolSync how often they are made safe there at most
 */
public record DeliverySettings(
    int inflightMax,
    Duration brokerPatience,
    Optional<Path> spoolDirectory,
    long spoolMax,
    Duration spoolSync) {
  private static final long SEGMENT = 16L << 20;
  private static final int SEGMENTS = 8;

  /** When a file of the spool is long enough, in bytes. */
  long segmentBytes() {
    return Math.max(1, Math.min(SEGMENT, spoolMax / SEGMENTS));
  }
}
