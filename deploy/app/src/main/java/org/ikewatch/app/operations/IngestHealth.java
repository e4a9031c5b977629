package org.ikewatch.app.operations;

import java.util.Locale;
import org.ikewatch.ingest.publish.PublisherState;

/** What the way to the broker means for an ingestor's health. */
public final class IngestHealth {
  private IngestHealth() {}

  /** An ingestor that can keep what it gets is ready, however far away the broker is. */
  public static Health of(PublisherState state) {
    if (state.full()) {
      return new Health(
          false,
          "the spool is full, or its disk fails: stream senders are paused, datagrams are dropped; the"
              + " broker is unavailable or slow "
              + backlog(state)
              + detail(state));
    }
    return switch (state.mode()) {
      case DIRECT -> Health.GOOD;
      case SPOOLING ->
          new Health(true, "the broker is unavailable or slow " + backlog(state) + detail(state));
      case DRAINING ->
          new Health(
              true,
              "the broker is available again and the spool is being replayed " + backlog(state));
      case CLOSED -> new Health(false, "the ingestor stops");
    };
  }

  private static String backlog(PublisherState state) {
    return String.format(
        Locale.ROOT,
        "since %s, %d lines in the spool (%d bytes)",
        state.since(),
        state.spooledLines(),
        state.spooledBytes());
  }

  private static String detail(PublisherState state) {
    return state.detail().isEmpty() ? "" : ": " + state.detail();
  }
}
