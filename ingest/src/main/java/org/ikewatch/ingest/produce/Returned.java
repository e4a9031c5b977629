package org.ikewatch.ingest.produce;

/**
 * A record that the broker does not have.
 *
 * @param message as it was given, but for a partition of its own
 * @param parcel what was given with it
 */
public record Returned<P>(Message message, P parcel) {}
