package org.ikewatch.lab.simulation;

/** What the simulation does to an engine or to the records on their way. */
public enum FaultKind {
  /** The engine crashes between two records and comes back. */
  CRASH,
  /** A record arrives twice. */
  DUPLICATE,
  /** A host's file arrives again, at once, hours or days later. */
  FILE_SENT_AGAIN,
  /** Records arrive out of order within the grace. */
  SHUFFLED,
  /** Records never arrive. */
  LOST,
  /** A host's clock is wrong. */
  SKEW,
  /** A host's clock steps. */
  CLOCK_STEP,
  /** NULs, huge texts, absurd stamps. */
  POISON
}
