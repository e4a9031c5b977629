package org.ikewatch.streams.incident;

import java.time.Instant;
import java.util.Optional;
import org.ikewatch.streams.negotiation.Finding;
import org.ikewatch.streams.negotiation.HostFacts;
import org.ikewatch.streams.negotiation.Role;

/**
 * What a verdict rests on beside the records it cites: the interval in which other records could
 * have changed it, and what is known of the host's auditing then.
 *
 * @param from the beginning of that interval
 * @param to its end, the newest failure
 * @param informative since when informative records have been seen without a long break
 * @param lost records lost in the interval, as far as the Msg counter tells
 * @param lostOfHost records of the host lost so far, wherever they are missing: an estimate
 * @param role the host's part in the attempt
 */
public record Basis(
    Instant from,
    Instant to,
    Optional<Instant> informative,
    long lost,
    long lostOfHost,
    Role role) {

  static Basis between(Instant from, Instant to, HostFacts facts, Role role) {
    Optional<Instant> since = facts.informative().map(HostFacts.Flow::since);
    long lost = facts.lostBetween(from, to);
    return new Basis(from, to, since, lost, facts.counter().lost(), role);
  }

  /** The same beginning and a later end. */
  Basis until(Instant later, HostFacts facts) {
    return between(from, later, facts, role);
  }

  /** The finding as far as this basis bears it. */
  Finding tempered(Finding finding) {
    return lost > 0 ? finding.despiteLoss() : finding;
  }
}
