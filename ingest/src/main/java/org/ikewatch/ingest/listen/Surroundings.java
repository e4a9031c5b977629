package org.ikewatch.ingest.listen;

import java.time.Clock;
import java.time.Duration;
import org.ikewatch.ingest.IngestConfig;
import org.ikewatch.ingest.intake.Intakes;

/**
 * What all listeners have in common.
 *
 * @param admission who may connect
 * @param rates how much each sender may send
 * @param held what unfinished messages take
 * @param buffers where bytes lie while they are read
 */
record Surroundings(
    IngestConfig config,
    Intakes intakes,
    ListenMetrics metrics,
    Admission admission,
    SenderRates rates,
    HeldBytes held,
    ReadBuffers buffers,
    Clock clock) {
  Limits limits() {
    return config.listen().limits();
  }

  /** How long an unfinished record waits. */
  Duration hold() {
    return config.hold();
  }

  /** What a connection may hold of an unfinished message even where all together hold too much. */
  int fairShare() {
    return limits().maxUnfinishedBytes() / limits().maxConnections();
  }
}
