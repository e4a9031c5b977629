package org.ikewatch.streams.incident;

import java.time.Instant;
import java.util.Optional;
import org.ikewatch.schemas.Reason;
import org.ikewatch.streams.negotiation.Finding;
import org.ikewatch.streams.negotiation.HostFacts;
import org.ikewatch.streams.negotiation.Role;

/**
 * What a verdict rests on next to the records it cites: the interval in which other records could
 * have changed it, and what is known of the host's auditing in it.
 *
 * @param from the beginning of that interval
 * @param to its end, the newest failure
 * @param informative since when informative records flow without a long break
 * @param lost records lost in the interval, as far as the Msg counter shows
 * @param role the host's part in the attempt
 */
public record VerdictContext(
    Instant from, Instant to, Optional<Instant> informative, long lost, Role role) {

  static VerdictContext between(Instant from, Instant to, HostFacts facts, Role role) {
    return new VerdictContext(
        from, to, facts.informativeSince(to), facts.lostBetween(from, to), role);
  }

  /** The same beginning and a later end. */
  VerdictContext until(Instant later, HostFacts facts) {
    return between(from, later, facts, role);
  }

  /** The finding, not confirmed if records of its interval are lost. */
  Finding applyTo(Finding finding) {
    return lost > 0 ? finding.because(Reason.RECORDS_LOST) : finding;
  }
}
