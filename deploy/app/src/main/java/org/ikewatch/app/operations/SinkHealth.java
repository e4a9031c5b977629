package org.ikewatch.app.operations;

import java.util.List;
import java.util.stream.Collectors;
import org.ikewatch.sink.incidents.DestinationState;
import org.ikewatch.sink.incidents.DestinationState.Mode;

/** What the state of its destinations means for a sink's health. */
public final class SinkHealth {
  private SinkHealth() {}

  /**
   * A sink is ready as long as it works on every destination, also on those that are away: their
   * incidents wait in Kafka, and a restart would not bring them back. One that has ended needs it.
   */
  public static Health of(List<DestinationState> destinations) {
    boolean ready = destinations.stream().noneMatch(one -> one.mode() == Mode.ENDED);
    String reason =
        destinations.stream()
            .filter(one -> one.mode() != Mode.DELIVERING)
            .map(SinkHealth::sentence)
            .collect(Collectors.joining("; "));
    return new Health(ready, reason);
  }

  private static String sentence(DestinationState state) {
    String what =
        switch (state.mode()) {
          case DELIVERING -> "is fed";
          case RETRYING -> "fails";
          case PAUSED -> "refuses us and is paused";
          case ENDED -> "is no longer fed";
        };
    return state.destination() + " " + what + " since " + state.since() + ": " + state.detail();
  }
}
