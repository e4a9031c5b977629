package org.ikewatch.sink;

import java.time.Clock;
import java.util.concurrent.atomic.AtomicReference;
import org.ikewatch.sink.incidents.DestinationState;
import org.ikewatch.sink.incidents.DestinationState.Mode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Knows how a destination does, for health; logs each change once. */
final class DestinationMonitor {
  private static final Logger LOGGER = LoggerFactory.getLogger(DestinationMonitor.class);

  private final String destination;
  private final Clock clock;
  private final AtomicReference<DestinationState> state;

  DestinationMonitor(String destination, Clock clock) {
    this.destination = destination;
    this.clock = clock;
    this.state = new AtomicReference<>(state(Mode.DELIVERING, ""));
  }

  DestinationState state() {
    return state.get();
  }

  void delivering() {
    if (enter(Mode.DELIVERING, "")) {
      LOGGER.atInfo().addKeyValue("destination", destination).log("destination is back");
    }
  }

  void retrying(String reason) {
    // One that refused us and is now away as well is still for a person to mend.
    if (state.get().mode() != Mode.PAUSED && enter(Mode.RETRYING, reason)) {
      LOGGER
          .atWarn()
          .addKeyValue("destination", destination)
          .addKeyValue("reason", reason)
          .log("destination fails; its incidents wait, the other destinations go on");
    }
  }

  void paused(String reason) {
    if (enter(Mode.PAUSED, reason)) {
      LOGGER
          .atError()
          .addKeyValue("destination", destination)
          .addKeyValue("reason", reason)
          .log("destination refuses us and is paused; its incidents wait, nothing is lost");
    }
  }

  void ended(RuntimeException why) {
    enter(Mode.ENDED, why.toString());
    LOGGER.atError().setCause(why).addKeyValue("destination", destination).log("feed ends");
  }

  /** Whether this is a change of mode. */
  private boolean enter(Mode mode, String detail) {
    DestinationState before = state.get();
    if (before.mode() != mode) {
      state.set(state(mode, detail));
      return true;
    }
    if (!before.detail().equals(detail)) {
      state.set(new DestinationState(destination, mode, before.since(), detail));
    }
    return false;
  }

  private DestinationState state(Mode mode, String detail) {
    return new DestinationState(destination, mode, clock.instant(), detail);
  }
}
