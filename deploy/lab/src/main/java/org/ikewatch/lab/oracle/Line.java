package org.ikewatch.lab.oracle;

import java.time.Instant;

/**
 * A record a daemon would write at the highest level.
 *
 * @param at true time
 * @param level of the record
 * @param entity the daemon
 * @param text the event text
 */
public record Line(Instant at, Level level, String entity, String text) {}
