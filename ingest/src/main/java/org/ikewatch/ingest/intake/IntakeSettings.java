package org.ikewatch.ingest.intake;

/**
 * How an intake works.
 *
 * @param transport how the bytes arrive: UDP, TCP or FILE
 * @param holdMillis how long an unfinished record waits
 * @param maxStreams how many streams may have unfinished records
 * @param maxRejectBytes how much of a rejected line is kept
 */
public record IntakeSettings(
    String transport, long holdMillis, int maxStreams, int maxRejectBytes) {}
