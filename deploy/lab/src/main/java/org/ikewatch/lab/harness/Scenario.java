package org.ikewatch.lab.harness;

import java.time.Duration;
import java.util.List;
import org.ikewatch.lab.oracle.HostScript;
import org.ikewatch.lab.oracle.HostTruth;

/**
 * One host's life as an engine meets it.
 *
 * @param script the life
 * @param mode how its records arrive
 * @param truth what is true of it
 * @param steps what happens to the engine
 * @param shifts by how much the host's stamps may differ from true time, zero included
 */
public record Scenario(
    HostScript script, Mode mode, HostTruth truth, List<Step> steps, List<Duration> shifts) {
  public Scenario {
    steps = List.copyOf(steps);
    shifts = List.copyOf(shifts);
  }

  /** The seed it follows from. */
  public long seed() {
    return script.spec().seed();
  }
}
