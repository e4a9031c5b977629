package org.ikewatch.streams.negotiation;

import java.util.Optional;

/** What one record means for the problems between a host and a peer. */
public sealed interface Outcome {
  /** Nothing changes. */
  record Nothing() implements Outcome {}

  /**
   * The negotiation of this phase succeeded: problems with it, and with the phase under it, end.
   */
  record Succeeded(Phase phase) implements Outcome {}

  /** The attempt that seemed to fail succeeded, or another one of the pair beat it to success. */
  record Averted() implements Outcome {}

  /**
   * The negotiation failed.
   *
   * @param newAttempt whether this is the first record of the attempt's failure
   * @param ended whether the attempt is over
   * @param sa the SA whose Quick Mode failed, if it is in hand
   */
  record Failed(
      Phase phase,
      Finding finding,
      boolean newAttempt,
      boolean ended,
      Role role,
      Optional<IkeSa> sa)
      implements Outcome {}

  /** A record completes the failure before it; no attempt is added. */
  record Completed(Finding finding) implements Outcome {}

  /** The peer of an SA in force does not answer any more: no failure of a negotiation. */
  record PeerLost() implements Outcome {}

  Outcome NOTHING = new Nothing();
}
