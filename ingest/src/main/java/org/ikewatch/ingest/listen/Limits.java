package org.ikewatch.ingest.listen;

import java.time.Duration;
import java.util.List;

/**
 * What a sender may ask of us.
 *
 * @param allowed the networks that anything is taken from
 * @param senderRate lines per second of each sender; 0 for no limit
 * @param maxConnections how many connections there may be over all streams
 * @param maxConnectionsPerSender how many one address may have
 * @param idleTimeout after how long without a byte a connection is ended; zero for never
 * @param lineTimeout how long a message may be unfinished
 * @param maxUnfinishedBytes how much the unfinished messages of all connections may take
 */
public record Limits(
    Networks allowed,
    int senderRate,
    int maxConnections,
    int maxConnectionsPerSender,
    Duration idleTimeout,
    Duration lineTimeout,
    int maxUnfinishedBytes) {
  /** Says what is wrong, each with its key. */
  public List<String> errors() {
    return maxConnectionsPerSender > maxConnections
        ? List.of(
            "ingest.connections.sender.max: "
                + maxConnectionsPerSender
                + " is more than ingest.connections.max, "
                + maxConnections)
        : List.of();
  }
}
