package org.ikewatch.streams.incident;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.ikewatch.streams.negotiation.AuditEvent;

/**
 * The records of failure that one failed attempt has left so far. A daemon writes several, of
 * different meaning, for one attempt: "processing failed" beside "timeout".
 */
public record Attempt(Instant since, SortedSet<String> signals) {
  /** Phase 2 stops waiting after 30 s, phase 1 gives up after 31 s: both tell of one attempt. */
  private static final Duration SPAN = Duration.ofSeconds(5);

  static Attempt begun(AuditEvent event) {
    return new Attempt(event.time(), new TreeSet<>(Set.of(event.signalId())));
  }

  boolean takes(AuditEvent event) {
    return !event.time().isAfter(since.plus(SPAN)) && !signals.contains(event.signalId());
  }

  Attempt with(AuditEvent event) {
    TreeSet<String> all = new TreeSet<>(signals);
    all.add(event.signalId());
    return new Attempt(since, all);
  }
}
