package org.ikewatch.streams.incident;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.ikewatch.streams.negotiation.AuditEvent;

/**
 * The incidents of one host: takes its records as they arrive and the time as it passes, gives what
 * is to be published.
 *
 * <p>What is published is a function of this host's records and their receive times only. Deadlines
 * fire one by one in their own order, at the time they are due, however late and in what steps time
 * is told to pass.
 */
public final class HostIncidents {
  private final HostTimeline timeline;
  private final Ledger ledger;
  private HostCorrelation shown;
  private long shownChanges;

  /** Of a host that has sent nothing yet. */
  public HostIncidents(String host, LifeCycle rules, Duration grace) {
    this(new HostTimeline(rules, grace), new Ledger(host));
  }

  private HostIncidents(HostTimeline timeline, Ledger ledger) {
    this.timeline = timeline;
    this.ledger = ledger;
    this.shown = timeline.told();
    this.shownChanges = -1;
  }

  /** The incidents as they were before a restart. */
  public static HostIncidents restored(
      String host, HostTimeline timeline, Collection<Published> published) {
    Ledger ledger = new Ledger(host);
    ledger.restore(published);
    return new HostIncidents(timeline, ledger);
  }

  /** What a record did: the place it is kept under, what to publish, what was settled by it. */
  public record Taken(
      HostTimeline.Kept kept, List<Revision> revisions, List<HostTimeline.Kept> settled) {}

  /** Takes a record; empty where it is here already. */
  public Optional<Taken> take(AuditEvent event) {
    if (timeline.holds(event)) {
      return Optional.empty();
    }
    List<Revision> revisions = new ArrayList<>(passTo(event.receivedAt()));
    HostTimeline.Kept kept = timeline.add(event);
    revisions.addAll(show(event.receivedAt()));
    revisions.addAll(passTo(event.receivedAt()));
    HostTimeline.Settled settled = timeline.trim();
    shown.drop(settled.over());
    revisions.addAll(ledger.forget(settled.over(), event.receivedAt()));
    return Optional.of(new Taken(kept, revisions, settled.records()));
  }

  /** Most records change nothing that is published. */
  private List<Revision> show(Instant at) {
    boolean same = shown == timeline.told() && shown.changes() == shownChanges;
    shown = timeline.told();
    shownChanges = shown.changes();
    return same ? List.of() : ledger.reconcile(shown, at);
  }

  /** Lets ingest's clock pass to this time. */
  public List<Revision> passTo(Instant received) {
    Instant now = timeline.clockAt(received);
    if (now.isBefore(shown.deadline())) {
      return List.of();
    }
    if (shown == timeline.told()) {
      // Records may yet arrive that were written before this time: they are told without it.
      shown = shown.copy();
    }
    List<Revision> revisions = new ArrayList<>();
    while (!now.isBefore(shown.deadline())) {
      Instant due = shown.deadline();
      shown.passTo(due);
      revisions.addAll(ledger.reconcile(shown, timeline.receivedAt(due)));
    }
    return revisions;
  }

  /** What a restart needs beside the window and what is published. */
  public HostTimeline.Checkpoint checkpoint() {
    return timeline.checkpoint();
  }
}
