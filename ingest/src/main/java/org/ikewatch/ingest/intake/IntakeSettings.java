package org.ikewatch.ingest.intake;

import org.ikewatch.ingest.audit.Hold;

/**
 * How intakes work.
 *
 * @param hold how long an unfinished record waits
 * @param maxStreams how many streams may have unfinished records
 * @param maxRejectBytes how much of a rejected line is kept
 * @param spokesmen which senders may speak for other hosts
 */
public record IntakeSettings(Hold hold, int maxStreams, int maxRejectBytes, Spokesmen spokesmen) {
  /** Settings with which every sender may speak for every host. */
  public IntakeSettings(Hold hold, int maxStreams, int maxRejectBytes) {
    this(hold, maxStreams, maxRejectBytes, Spokesmen.ALL);
  }
}
