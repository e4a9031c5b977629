package org.ikewatch.lab.oracle;

/**
 * Habits of one host's daemon that the guides leave open.
 *
 * @param timeUpIndex racoon2's {@code (index ...)} behind the time-up
 * @param ipsecTools the texts of ipsec-tools where they differ from racoon2's
 * @param assumedDeletes A.02 writes the delete texts that its guides do not print
 */
public record Traits(boolean timeUpIndex, boolean ipsecTools, boolean assumedDeletes) {}
