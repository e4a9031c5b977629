package org.ikewatch.streams.negotiation;

/** What one record means for the troubles between a host and a peer. */
public sealed interface Outcome {
  /** Nothing changes. */
  record Nothing() implements Outcome {}

  /**
   * The negotiation of this phase succeeded: trouble with it, and with the phase under it, ends.
   */
  record Succeeded(Phase phase) implements Outcome {}

  /** Phase 1 succeeded in the attempt whose failure was implied: it did not fail. */
  record Averted() implements Outcome {}

  /** The negotiation failed. */
  record Failed(Phase phase, Finding finding) implements Outcome {}

  /** A record completes what is known of the failure before it; no attempt is added. */
  record Completed(Phase phase, Finding finding) implements Outcome {}

  Outcome NOTHING = new Nothing();
}
