package org.ikewatch.streams.negotiation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What the records so far show of the SAs and attempts between one address of a host and one peer.
 * Immutable; each record gives the next state and what it means.
 *
 * <p>The rules are the guides' own: A0200 pp. 174-175 for A.01/A.02, A0300 pp. 154-157 and A0302
 * pp. 127-133 for A.03. {@link Phase1Rules} and {@link QuickModeRules} state them.
 *
 * @param dialect the dialect of the newest record
 * @param sas the SAs that may be in force, oldest first, at most {@link #MOST}
 * @param phase1 the attempts that may be under way or have just failed, oldest first
 * @param quickModes the same for Quick Mode
 * @param ended identities of SAs that ended lately: records about them say nothing of the others
 */
@SuppressWarnings("ReferenceEquality") // an unchanged part is the same object
public record Negotiation(
    Dialect dialect,
    List<IkeSa> sas,
    List<Attempt> phase1,
    List<Attempt> quickModes,
    List<String> ended) {
  /** More are not kept of each kind: the oldest is dropped. */
  static final int MOST = 8;

  public Negotiation {
    sas = List.copyOf(sas);
    phase1 = List.copyOf(phase1);
    quickModes = List.copyOf(quickModes);
    ended = List.copyOf(ended);
  }

  /** The state of a pair of which nothing is known. */
  public static Negotiation unknown(Dialect dialect) {
    return new Negotiation(dialect, List.of(), List.of(), List.of(), List.of());
  }

  /**
   * Applies one record of this pair, in order of time.
   *
   * @param peerKnownBy how it is known that the record is about this pair
   */
  public Step on(AuditEvent event, Provenance peerKnownBy, HostFacts facts) {
    Dialect spoken = Dialect.of(event.signal(), event.product(), dialect);
    Negotiation now = at(event.time(), spoken, facts.lifetimes());
    return switch (event.meaning()) {
      case PHASE1_STARTED,
          PHASE1_UP,
          PHASE1_FAILED,
          PHASE1_REFUSED,
          PHASE1_AWAITED,
          PHASE1_NOT_READY,
          EXCHANGE_GIVEN_UP,
          DIED_IN_AUTH ->
          new Phase1Rules(now, event, peerKnownBy, facts).apply();
      case PROPOSAL_REFUSED -> proposalRefused(now, event, peerKnownBy, facts);
      case QM_STARTED, QM_UP, QM_FAILED ->
          new QuickModeRules(now, event, peerKnownBy, facts).apply();
      case SA_DELETED, SA_EXPIRED, PEER_RESTARTED ->
          new SaEndRules(now, event, peerKnownBy, facts).apply();
      default -> Step.quiet(now);
    };
  }

  /**
   * An IKEv2 proposal was refused; the text is the same for the IKE SA and for a child (A0302 p.
   * 133). A responder writes the policy when the first message arrives and the selector once the
   * IKE SA negotiation succeeded (A0302 p. 131).
   */
  private static Step proposalRefused(
      Negotiation now, AuditEvent event, Provenance peerKnownBy, HostFacts facts) {
    Optional<ResponderExchange> exchange = facts.onlyResponderExchange(event.time());
    boolean establishedSince =
        now.sas.stream()
            .anyMatch(
                sa -> exchange.filter(it -> sa.establishedAt().isBefore(it.begun())).isEmpty());
    Phase1Rules phase1 = new Phase1Rules(now, event, peerKnownBy, facts);
    if (exchange.isPresent() && !establishedSince) {
      Instant begun = exchange.get().begun();
      if (facts.selectorFound().filter(it -> !it.isBefore(begun)).isPresent()) {
        return new QuickModeRules(now, event, peerKnownBy, facts).firstChildRefused();
      }
      return exchange.get().answered() ? phase1.phaseAmbiguous() : phase1.proposalRefused();
    }
    return now.sas.isEmpty()
        ? phase1.phaseAmbiguous()
        : new QuickModeRules(now, event, peerKnownBy, facts).proposalRefused();
  }

  /** This state at that time, without what has ended by the mere passing of time. */
  private Negotiation at(Instant time, Dialect spoken, SaLifetimes lifetimes) {
    return new Negotiation(
        spoken,
        keep(sas, sa -> sa.inForce(time, spoken, lifetimes)),
        keep(phase1, attempt -> !time.isAfter(attempt.relevantUntil())),
        keep(quickModes, attempt -> !time.isAfter(attempt.relevantUntil())),
        ended);
  }

  /** Those that the predicate is true of, in their order. */
  static <T> List<T> keep(List<T> all, Predicate<T> which) {
    for (int i = 0; i < all.size(); i++) {
      if (!which.test(all.get(i))) {
        List<T> kept = new ArrayList<>(all.subList(0, i));
        for (T one : all.subList(i + 1, all.size())) {
          if (which.test(one)) {
            kept.add(one);
          }
        }
        return kept;
      }
    }
    return all;
  }

  /** Until when anything in here may matter. */
  public Instant relevantUntil(SaLifetimes lifetimes) {
    Instant latest = Instant.MIN;
    for (IkeSa sa : sas) {
      latest = later(latest, sa.endsBy(dialect, lifetimes));
    }
    for (Attempt attempt : phase1) {
      latest = later(latest, attempt.relevantUntil());
    }
    for (Attempt attempt : quickModes) {
      latest = later(latest, attempt.relevantUntil());
    }
    return latest;
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  Negotiation withSas(List<IkeSa> next) {
    return new Negotiation(dialect, next, phase1, quickModes, ended);
  }

  Negotiation withPhase1(List<Attempt> next) {
    return new Negotiation(dialect, sas, next, quickModes, ended);
  }

  Negotiation withQuickModes(List<Attempt> next) {
    return new Negotiation(dialect, sas, phase1, next, ended);
  }

  /** The SA is gone; what is still written about it concerns no other one. */
  Negotiation withoutSa(IkeSa sa, String identity) {
    List<String> gone = identity.isEmpty() ? ended : append(ended, identity);
    return new Negotiation(dialect, without(sas, sa), phase1, quickModes, gone);
  }

  static <T> List<T> append(List<T> all, T added) {
    List<T> next = new ArrayList<>(all);
    next.add(added);
    return next.size() > MOST ? next.subList(1, next.size()) : next;
  }

  static <T> List<T> without(List<T> all, T removed) {
    return keep(all, it -> it != removed);
  }

  static <T> List<T> replace(List<T> all, T before, T after) {
    List<T> next = new ArrayList<>(all);
    next.replaceAll(it -> it == before ? after : it);
    return next;
  }
}
