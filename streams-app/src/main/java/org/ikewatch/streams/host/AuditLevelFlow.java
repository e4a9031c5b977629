package org.ikewatch.streams.host;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.ikewatch.streams.negotiation.AuditEvent;

/**
 * Between which times informative (or debug) records of a host are known to flow. The absence of
 * such a record means something only there. Does not depend on the order of the records.
 *
 * @param heardSince the earliest record of any level
 * @param since the earliest informative record without a long break after it
 * @param last the newest informative record
 */
record AuditLevelFlow(
    Optional<Instant> heardSince, Optional<Instant> since, Optional<Instant> last) {
  /** A host that audits at informative writes something with each negotiation. */
  static final Duration BREAK = Duration.ofHours(1);

  static final AuditLevelFlow NONE =
      new AuditLevelFlow(Optional.empty(), Optional.empty(), Optional.empty());

  AuditLevelFlow with(AuditEvent event) {
    Instant at = event.time();
    Optional<Instant> heard = Optional.of(heardSince.filter(it -> !it.isAfter(at)).orElse(at));
    if (!event.informative()) {
      return heard.equals(heardSince) ? this : new AuditLevelFlow(heard, since, last);
    }
    if (since.isEmpty() || at.isAfter(last.orElseThrow().plus(BREAK))) {
      return new AuditLevelFlow(heard, Optional.of(at), Optional.of(at));
    }
    boolean earlier = at.isBefore(since.get()) && !since.get().isAfter(at.plus(BREAK));
    return new AuditLevelFlow(
        heard, earlier ? Optional.of(at) : since, at.isAfter(last.get()) ? Optional.of(at) : last);
  }

  /** Whether an informative record written at any time between these two would be in hand. */
  boolean flowed(Instant from, Instant to) {
    return since.filter(it -> !it.isAfter(from)).isPresent()
        && last.filter(it -> !to.isAfter(it.plus(BREAK))).isPresent();
  }

  /** Whether the host was heard at a lower level for that long before informative ones came. */
  boolean raisedAfter(Duration silence) {
    return since.isPresent()
        && heardSince.filter(it -> it.isBefore(since.get().minus(silence))).isPresent();
  }
}
