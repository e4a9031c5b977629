package org.ikewatch.lab.oracle;

/** One of the host's own addresses and the peer's. */
public record Pair(String local, String peer) {}
