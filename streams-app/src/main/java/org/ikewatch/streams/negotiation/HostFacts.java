package org.ikewatch.streams.negotiation;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What is known of a host next to the state of one negotiation, at the time of one record. */
public interface HostFacts {
  /** Whether an informative record written at any time between these two would be in hand. */
  boolean informativeFlowed(Instant from, Instant to);

  /** Since when informative records flow without a long break at that time; empty if not. */
  Optional<Instant> informativeSince(Instant at);

  /**
   * Whether a record may be missing between that time and this one: numbers are missing there. A
   * shipper that filters leaves the same gaps, so this is no proof of a loss.
   */
  boolean mayMissRecords(Instant from, AuditEvent to);

  /**
   * How far the host's clock may have been put forward between these times of it by a step small
   * enough to be believed; zero if nothing shows one.
   */
  Duration possibleStep(Instant from, Instant to);

  /** Records lost between these two times, as far as the Msg numbers show; 0 if they show none. */
  long lostBetween(Instant from, Instant to);

  /**
   * The one IKEv2 exchange in which this host is the responder at that time; empty if there is
   * none, or several.
   */
  Optional<ResponderExchange> onlyResponderExchange(Instant at);

  /** When a host selector was found last: an IKEv2 responder does so past the IKE SA. */
  Optional<Instant> selectorFound();

  /** The lifetimes of SAs. */
  SaLifetimes lifetimes();
}
