package org.ikewatch.lab.oracle;

import java.util.List;
import java.util.Set;

/**
 * What is true of a host, and what of it the evidence suffices for.
 *
 * @param failures every negotiation that truly failed
 * @param expected the incidents that must be there
 * @param countedPeers the peers all of whose incidents are in {@code expected}
 * @param doubtful whether a failure that names nobody is in doubt, so that an INFERRED guess is no
 *     fault
 * @param suffices whether that holds for the whole host, incidents without a peer included
 */
public record HostTruth(
    List<Failure> failures,
    List<ExpectedIncident> expected,
    Set<String> countedPeers,
    boolean doubtful,
    boolean suffices) {
  public HostTruth {
    failures = List.copyOf(failures);
    expected = List.copyOf(expected);
    countedPeers = Set.copyOf(countedPeers);
  }
}
