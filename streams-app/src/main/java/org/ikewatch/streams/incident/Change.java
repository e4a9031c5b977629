package org.ikewatch.streams.incident;

import java.time.Instant;

/** Something to publish about one incident. */
public sealed interface Change {
  /** The host that the incident is about. */
  String host();

  /** The incident as published by this change. */
  PublishedIncident incident();

  /** Ingest's clock when it happened. */
  Instant at();

  /** A new incident, or a new revision of one. */
  record Publish(String host, PublishedIncident incident, Instant at) implements Change {}

  /** Later records showed that there was no such problem; no revision follows. */
  record Withdraw(String host, PublishedIncident incident, Instant at) implements Change {}
}
