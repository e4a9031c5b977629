package org.ikewatch.streams.incident;

import java.time.Instant;

/**
 * What happened to one incident: something to publish, or nothing but the end of our interest.
 *
 * @param at ingest's clock when it happened
 */
public record Revision(String host, Published content, Kind kind, Instant at) {
  /** What became of the incident. */
  public enum Kind {
    /** The trouble as the records now tell it. */
    STANDING,
    /** Late records showed that there was no such trouble. */
    WITHDRAWN,
    /** Resolved long enough ago; there is nothing to publish. */
    FORGOTTEN
  }

  /** The trouble it tells of. */
  public Trouble trouble() {
    return content.trouble();
  }

  /** Whether there is a revision to publish. */
  public boolean published() {
    return kind != Kind.FORGOTTEN;
  }

  /** Whether more may follow under the same id. */
  public boolean lasting() {
    return kind == Kind.STANDING;
  }

  Head head() {
    return content.head();
  }
}
