package org.ikewatch.lab.oracle;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What kind of host a seed makes.
 *
 * @param seed the whole host follows from it
 * @param name the host's name
 * @param dialect of its daemon
 * @param level its audit level
 * @param flavor which stories it prefers
 * @param wild whether it also has the stories for which the evidence does not suffice
 * @param concurrent whether its peers act at the same time; otherwise one after the other
 * @param pairs its pairs, 1 to 50
 * @param start of its life
 * @param life how long it is watched
 * @param traits habits of its daemon
 * @param listed whether the inventory lists its own addresses
 * @param onlyIkmpd its shipper sends IKMPD's records only, so that numbers are missing
 */
public record HostSpec(
    long seed,
    String name,
    Dialect dialect,
    Level level,
    Flavor flavor,
    boolean wild,
    boolean concurrent,
    List<Pair> pairs,
    Instant start,
    Duration life,
    Traits traits,
    boolean listed,
    boolean onlyIkmpd) {

  /** Which stories a host prefers. */
  public enum Flavor {
    /** Whatever the dialect knows. */
    MIXED,
    /** Phase 1 fails or succeeds. */
    PHASE_ONE,
    /**
     * Of A.02: one peer has an SA and Quick Modes that fail, after informative records of a
     * lifetime.
     */
    ONE_SA,
    /** Failures far apart. */
    SPARSE
  }

  public HostSpec {
    pairs = List.copyOf(pairs);
  }
}
