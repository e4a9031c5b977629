package org.ikewatch.lab.harness;

import java.time.Instant;
import org.ikewatch.schemas.AuditRecord;

/** What happens to an engine under test. */
public sealed interface Step {
  /**
   * A record or an ingestor's heartbeat arrives.
   *
   * @param at true time; the ingestor's clock may show another
   */
  record Arrives(AuditRecord record, Instant at) implements Step {}

  /** Time passes. */
  record Passes(Instant receivedAt) implements Step {}

  /** The engine crashes and comes back. */
  record Restarts() implements Step {}

  /** From here on nothing may be published: all that follows was there before. */
  record NothingNewFollows() implements Step {}
}
