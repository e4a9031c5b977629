package org.ikewatch.ingest.publish;

import java.time.Clock;
import java.time.Instant;
import org.ikewatch.ingest.publish.PublisherState.Mode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The way messages go now, and a line in the log whenever that changes. */
final class StateLog {
  private static final Logger LOG = LoggerFactory.getLogger(StateLog.class);

  private final Clock clock;
  private volatile Entry entry;

  private record Entry(Mode mode, Instant since, String detail) {}

  /** Before the first word of the broker. */
  StateLog(Clock clock) {
    this.clock = clock;
    this.entry = new Entry(Mode.SPOOLING, clock.instant(), "Kafka has not answered yet");
  }

  /** Records go this way now, if they did not before. */
  synchronized void change(Mode mode, String detail) {
    if (entry.mode() == mode) {
      entry = new Entry(mode, entry.since(), detail);
      return;
    }
    entry = new Entry(mode, clock.instant(), detail);
    switch (mode) {
      case DIRECT -> LOG.atInfo().log("Records go straight to Kafka");
      case DRAINING -> LOG.atInfo().log("Kafka is available again; replaying the spool");
      case SPOOLING ->
          LOG.atWarn()
              .addKeyValue("cause", detail)
              .log("Kafka is unavailable or slow; writing records to the spool");
      case CLOSED -> LOG.atDebug().log("Records go nowhere any more");
    }
  }

  /** The state, with these figures of the spool. */
  PublisherState state(long lines, long bytes, boolean full) {
    Entry now = entry;
    return new PublisherState(now.mode(), now.since(), lines, bytes, full, now.detail());
  }
}
