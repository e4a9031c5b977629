package org.ikewatch.streams.incident;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.ikewatch.streams.negotiation.AuditEvent;

/**
 * One host's records in order of event time, whatever order they arrive in: those received within
 * the grace are kept and told again when a late one arrives; older ones are settled in a
 * checkpoint.
 */
public final class HostTimeline {
  /**
   * A record in the window, or a whole run of noise.
   *
   * @param last the end of the run; the record itself where there is none
   * @param arrival number of arrival of the first, which breaks ties of stamp and counter
   */
  public record Kept(AuditEvent event, AuditEvent last, long arrival) {
    /** Whether this stands for more than one record. */
    public boolean run() {
      return !event.equals(last);
    }

    void tell(HostCorrelation story) {
      story.apply(event);
      if (run()) {
        story.applyThrough(last);
      }
    }
  }

  /** What a restart needs beside the window. */
  public record Checkpoint(
      HostCorrelation.Snapshot settled,
      long arrivals,
      Instant receivedAt,
      Instant lastTime,
      Instant lastReceived) {}

  /**
   * Records that left the window, and the first records of the troubles that are over with them.
   */
  record Settled(List<Kept> records, Set<Citation.Key> over) {
    static final Settled NOTHING = new Settled(List.of(), Set.of());

    Settled {
      records = List.copyOf(records);
    }
  }

  private final Duration grace;
  private final List<Kept> window = new ArrayList<>();
  private final Set<Citation.Key> keys = new HashSet<>();
  private final HostCorrelation settled;
  private HostCorrelation told;
  private long arrivals;
  private Instant receivedAt;
  private Instant lastTime;
  private Instant lastReceived;

  /** Of a host that has sent nothing yet. */
  public HostTimeline(LifeCycle rules, Duration grace) {
    this.grace = grace;
    this.settled = new HostCorrelation(rules);
    this.told = settled.copy();
    this.receivedAt = Instant.MIN;
    this.lastTime = Instant.MIN;
    this.lastReceived = Instant.MIN;
  }

  /** The timeline as it was, from its checkpoint and the records of its window in order. */
  public HostTimeline(Checkpoint checkpoint, List<Kept> kept, LifeCycle rules, Duration grace) {
    this.grace = grace;
    this.settled = new HostCorrelation(checkpoint.settled(), rules);
    this.arrivals = checkpoint.arrivals();
    this.receivedAt = checkpoint.receivedAt();
    this.lastTime = checkpoint.lastTime();
    this.lastReceived = checkpoint.lastReceived();
    this.told = settled.copy();
    for (Kept one : kept) {
      window.add(one);
      note(one);
      arrivals = Math.max(arrivals, one.arrival() + 1);
      one.tell(told);
    }
  }

  /** Whether this very record is here already: shippers that poll send records again. */
  boolean holds(AuditEvent event) {
    if (event.msg().isEmpty() || event.noise()) {
      return false;
    }
    Citation.Key key = Citation.of(event).key();
    return keys.contains(key) || (event.time().isBefore(lastTime) && told.cites(key));
  }

  /** Takes one more record, in its place. */
  Kept add(AuditEvent event) {
    Kept end = window.isEmpty() ? null : window.get(window.size() - 1);
    if (end != null && event.continues(end.last())) {
      Kept longer = new Kept(end.event(), event, end.arrival());
      window.set(window.size() - 1, longer);
      told.apply(event);
      note(longer);
      return longer;
    }
    Kept added = new Kept(event, event, arrivals++);
    if (end == null || inOrder(end.last(), event)) {
      window.add(added);
      told.apply(event);
    } else {
      window.add(placeOf(event), added);
      told = settled.copy();
      window.forEach(one -> one.tell(told));
    }
    note(added);
    return added;
  }

  private int placeOf(AuditEvent event) {
    int place = window.size();
    while (place > 0 && !inOrder(window.get(place - 1).event(), event)) {
      place--;
    }
    return place;
  }

  private static boolean inOrder(AuditEvent first, AuditEvent second) {
    return AuditEvent.ORDER.compare(first, second) <= 0;
  }

  private void note(Kept added) {
    AuditEvent event = added.last();
    if (!event.noise()) {
      keys.add(Citation.of(event).key());
    }
    if (event.receivedAt().isAfter(receivedAt)) {
      receivedAt = event.receivedAt();
    }
    if (!event.time().isBefore(lastTime)) {
      lastTime = event.time();
      lastReceived = event.receivedAt();
    }
  }

  /**
   * Settles what the grace no longer covers, in batches of half a grace. When, is a function of
   * this host's own records alone, so that a replay settles at the same places.
   *
   * @return what was settled; nothing where it is not the time
   */
  Settled trim() {
    Instant horizon = receivedAt.minus(grace);
    if (window.isEmpty() || oldest().isAfter(horizon.minus(grace.dividedBy(2)))) {
      return Settled.NOTHING;
    }
    int count = 0;
    while (count < window.size() && !window.get(count).last().receivedAt().isAfter(horizon)) {
      count++;
    }
    List<Kept> gone = new ArrayList<>(window.subList(0, count));
    window.subList(0, count).clear();
    for (Kept one : gone) {
      one.tell(settled);
      keys.remove(Citation.of(one.event()).key());
    }
    Set<Citation.Key> over = settled.over();
    settled.drop(over);
    told.drop(over);
    return new Settled(gone, over);
  }

  private Instant oldest() {
    return window.get(0).last().receivedAt();
  }

  Checkpoint checkpoint() {
    return new Checkpoint(settled.snapshot(), arrivals, receivedAt, lastTime, lastReceived);
  }

  /** The story the records tell, without the passing of time after the last of them. */
  HostCorrelation told() {
    return told;
  }

  /** The host's clock when ingest's clock shows this time, carried on from the newest record. */
  Instant clockAt(Instant received) {
    return lastTime.equals(Instant.MIN)
        ? Instant.MIN
        : lastTime.plus(Duration.between(lastReceived, received));
  }

  /** Ingest's clock when the host's clock shows this time; the inverse of {@link #clockAt}. */
  Instant receivedAt(Instant clock) {
    return lastReceived.plus(Duration.between(lastTime, clock));
  }
}
