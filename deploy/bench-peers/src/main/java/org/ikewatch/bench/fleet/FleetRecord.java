package org.ikewatch.bench.fleet;

import java.time.Instant;

/**
 * One record of the fleet.
 *
 * @param line the syslog line that ships it, without a line end
 */
public record FleetRecord(String host, String peer, Kind kind, Instant at, String line) {}
