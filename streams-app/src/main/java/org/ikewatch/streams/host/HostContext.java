package org.ikewatch.streams.host;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ikewatch.streams.negotiation.AuditEvent;
import org.ikewatch.streams.negotiation.Dialect;
import org.ikewatch.streams.negotiation.Phase;
import org.ikewatch.streams.negotiation.ResponderExchange;
import org.ikewatch.streams.negotiation.Timing;

/**
 * What the bearing records of one host show next to its pairs, in order of time. Immutable: a late
 * record goes back to the context before its place.
 *
 * @param heard the dialect of the newest record that has one
 * @param pending failures that wait for the record that names their peer
 * @param lastFailure the failure that a count of repetitions is about
 * @param responderExchanges when IKEv2 exchanges began in which this host responds
 * @param policies when IKEv2 policies were selected
 * @param selectorFound when a host selector was found last
 */
@SuppressWarnings("ReferenceEquality") // an unchanged part is the same object
record HostContext(
    Dialect heard,
    List<PendingFailure> pending,
    Optional<LastFailure> lastFailure,
    List<Instant> responderExchanges,
    List<Instant> policies,
    Optional<Instant> selectorFound) {
  /** More wait at no time: the oldest one is decided without its companion. */
  static final int MOST_PENDING = 32;

  private static final int MOST_EXCHANGES = 16;

  /** The longest that syslogd's count of repetitions lags behind the record it repeats. */
  static final Duration REPETITION_LAG = Duration.ofMinutes(10);

  static final HostContext EMPTY =
      new HostContext(
          Dialect.A02, List.of(), Optional.empty(), List.of(), List.of(), Optional.empty());

  /** Peer (as the key of its state), own address and phase of a failure. */
  record LastFailure(String peer, String local, Phase phase, Instant at) {}

  HostContext {
    pending = List.copyOf(pending);
    responderExchanges = List.copyOf(responderExchanges);
    policies = List.copyOf(policies);
  }

  HostContext hearing(Dialect dialect) {
    return dialect == heard
        ? this
        : new HostContext(
            dialect, pending, lastFailure, responderExchanges, policies, selectorFound);
  }

  HostContext waitingFor(PendingFailure failure) {
    List<PendingFailure> next = new ArrayList<>(pending);
    next.add(failure);
    return withPending(next);
  }

  HostContext withPending(List<PendingFailure> next) {
    return new HostContext(heard, next, lastFailure, responderExchanges, policies, selectorFound);
  }

  HostContext lastFailed(Optional<LastFailure> failure) {
    return failure.isEmpty() && lastFailure.isEmpty()
        ? this
        : new HostContext(heard, pending, failure, responderExchanges, policies, selectorFound);
  }

  HostContext policyFound(Instant at) {
    return new HostContext(
        heard, pending, lastFailure, responderExchanges, recent(policies, at), selectorFound);
  }

  HostContext responding(Instant at) {
    return new HostContext(
        heard, pending, lastFailure, recent(responderExchanges, at), policies, selectorFound);
  }

  HostContext selectorFound(AuditEvent event) {
    return new HostContext(
        heard, pending, lastFailure, responderExchanges, policies, Optional.of(event.time()));
  }

  /** The one exchange in which this host responds; empty if none or several are under way. */
  Optional<ResponderExchange> onlyResponderExchange(Instant at) {
    List<Instant> begun = within(responderExchanges, at);
    List<Instant> selected = within(policies, at);
    if (begun.size() > 1 || selected.size() > 1 || (begun.isEmpty() && selected.isEmpty())) {
      return Optional.empty();
    }
    Instant first = selected.isEmpty() ? begun.get(0) : selected.get(0);
    boolean earlier = !begun.isEmpty() && begun.get(0).isBefore(first);
    return Optional.of(new ResponderExchange(earlier ? begun.get(0) : first, !begun.isEmpty()));
  }

  /** The oldest exchange ended with a refusal; what is resent begins another one. */
  HostContext exchangeRefused() {
    return new HostContext(
        heard,
        pending,
        lastFailure,
        withoutOldest(responderExchanges),
        withoutOldest(policies),
        selectorFound);
  }

  private static List<Instant> withoutOldest(List<Instant> times) {
    return times.isEmpty() ? times : times.subList(1, times.size());
  }

  private static List<Instant> recent(List<Instant> times, Instant added) {
    List<Instant> next = new ArrayList<>(within(times, added));
    next.add(added);
    return next.size() > MOST_EXCHANGES ? next.subList(1, next.size()) : next;
  }

  private static List<Instant> within(List<Instant> times, Instant at) {
    if (times.isEmpty()) {
      return times;
    }
    Instant from = at.minus(Timing.EXCHANGE);
    return times.stream().filter(it -> !it.isBefore(from)).toList();
  }
}
