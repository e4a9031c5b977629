package org.ikewatch.lab.oracle;

import java.time.Instant;

/**
 * An IKE SA in force.
 *
 * @param id its cookie pair, or its {@code ike_sa} pointer
 * @param since when it came up
 * @param childUp whether a Quick Mode or child of it ever succeeded
 */
record Sa(String id, Instant since, boolean childUp) {
  Sa withChild() {
    return new Sa(id, since, true);
  }
}
