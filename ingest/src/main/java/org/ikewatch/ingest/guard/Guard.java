package org.ikewatch.ingest.guard;

import java.time.Clock;
import org.slf4j.Logger;

/**
 * Keeps going what is done again and again: what one turn throws, whatever it is, ends that turn
 * only. It is logged once a minute at most. Where memory runs out the process ends instead, if the
 * JVM is told so, as the launcher does.
 */
public final class Guard {
  private final Logger log;
  private final Occasionally occasionally;
  private final String message;

  /**
   * A guard.
   *
   * @param message what is logged of a turn that failed
   */
  public Guard(Logger log, Clock clock, String message) {
    this.log = log;
    this.occasionally = new Occasionally(clock);
    this.message = message;
  }

  /** Does it once. */
  public void run(Runnable turn) {
    try {
      turn.run();
    } catch (RuntimeException | Error e) {
      failed(e);
    }
  }

  /** The same, for a timer, which would not call again what has thrown. */
  public Runnable of(Runnable turn) {
    return () -> run(turn);
  }

  /** Takes note of a turn that failed. */
  public void failed(Throwable failure) {
    if (occasionally.isDue()) {
      log.atError().setCause(failure).log(message);
    }
  }
}
