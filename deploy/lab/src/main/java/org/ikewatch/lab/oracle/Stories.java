package org.ikewatch.lab.oracle;

import java.time.Instant;
import java.util.List;

/** The daemon of one dialect. */
interface Stories {
  /**
   * What the daemon does in a story, and what it then holds for the pair.
   *
   * @throws IllegalArgumentException where the dialect has no such story, or the lane is not in the
   *     state it needs
   */
  Episode play(StoryKind kind, Lane lane, Instant at);

  /** The stories that can follow in the lane's present state; failures and others. */
  List<StoryKind> possible(Lane lane, Instant at);
}
