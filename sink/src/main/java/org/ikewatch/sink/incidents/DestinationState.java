package org.ikewatch.sink.incidents;

import java.time.Instant;

/**
 * How one destination does.
 *
 * @param destination its name
 * @param since when this mode began
 * @param detail what it last said; empty where all is well
 */
public record DestinationState(String destination, Mode mode, Instant since, String detail) {
  /** What is being done. */
  public enum Mode {
    /** Incidents are delivered as they come. */
    DELIVERING,
    /** It is away or busy; its incidents wait. */
    RETRYING,
    /** It refuses us and a person has to mend it; its incidents wait. */
    PAUSED,
    /** Nothing is delivered any more until the process starts again. */
    ENDED
  }
}
