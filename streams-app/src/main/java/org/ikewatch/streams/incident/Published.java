package org.ikewatch.streams.incident;

/** The newest published revision of an incident, and the trouble it told of. */
public record Published(Head head, Trouble trouble) {}
