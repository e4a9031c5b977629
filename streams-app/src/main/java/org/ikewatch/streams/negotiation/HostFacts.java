package org.ikewatch.streams.negotiation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ikewatch.schemas.AuditLevel;

/**
 * What a host's records tell beside the negotiations: which levels it audits, whether its Msg
 * counter has gaps, and the IKEv2 texts that name no peer. Absence of a record proves nothing
 * unless records of that level are known to flow.
 *
 * @param informative since when informative (or debug) records flow without a long break
 * @param counter the Msg counter
 * @param policies when IKEv2 policies were selected, within one exchange
 * @param selectorAt when a host selector was found last
 */
public record HostFacts(
    Optional<Flow> informative,
    MsgCounter counter,
    List<Instant> policies,
    Optional<Instant> selectorAt) {
  /** A host that audits at informative writes something with each negotiation. */
  static final Duration BREAK = Duration.ofHours(1);

  /** Nothing is known. */
  public static final HostFacts NONE =
      new HostFacts(Optional.empty(), MsgCounter.NONE, List.of(), Optional.empty());

  /** Records of a level between two times, without a break of an hour. */
  public record Flow(Instant since, Instant last) {
    Flow with(Instant at) {
      return new Flow(at.isAfter(last.plus(BREAK)) ? at : since, at);
    }
  }

  public HostFacts {
    policies = List.copyOf(policies);
  }

  /** These facts after one more record, in order of event time. */
  public HostFacts with(AuditEvent event) {
    return new HostFacts(
        flow(event),
        counter.with(event),
        policiesAfter(event),
        event.signal() == Signal.HOST_SELECTOR_FOUND ? Optional.of(event.time()) : selectorAt);
  }

  /** These facts after a run of noise that goes on from a record already taken to this one. */
  public HostFacts through(AuditEvent last) {
    return new HostFacts(flow(last), counter.through(last), policies, selectorAt);
  }

  /** Whether an informative record written at any time between these two would have been seen. */
  public boolean informativeFlowed(Instant from, Instant to) {
    return informative
        .filter(flow -> !flow.since().isAfter(from) && !to.isAfter(flow.last().plus(BREAK)))
        .isPresent();
  }

  /** Records lost between these two times, as far as the Msg counter can tell. */
  public long lostBetween(Instant from, Instant to) {
    return counter.lostBetween(from, to);
  }

  /**
   * Whether an IKEv2 responder got past the IKE SA: it writes the policy when the first message
   * arrives, and the host selector once the IKE SA negotiation succeeded (A0302 p. 131).
   *
   * @return empty where no policy, or more than one, was selected within the exchange
   */
  Optional<Boolean> pastIkeSa(Instant at) {
    List<Instant> open = withinExchange(at);
    return open.size() == 1
        ? Optional.of(selectorAt.filter(found -> !found.isBefore(open.get(0))).isPresent())
        : Optional.empty();
  }

  private Optional<Flow> flow(AuditEvent event) {
    if (event.level() != AuditLevel.INFORMATIVE && event.level() != AuditLevel.DEBUG) {
      return informative;
    }
    Instant at = event.time();
    return Optional.of(informative.map(flow -> flow.with(at)).orElseGet(() -> new Flow(at, at)));
  }

  private List<Instant> policiesAfter(AuditEvent event) {
    if (!event.ikev2Policy()) {
      return policies;
    }
    List<Instant> open = new ArrayList<>(withinExchange(event.time()));
    open.add(event.time());
    return open;
  }

  private List<Instant> withinExchange(Instant at) {
    Instant from = at.minus(Negotiation.EXCHANGE);
    return policies.stream().filter(time -> !time.isBefore(from)).toList();
  }
}
