package org.ikewatch.lab.oracle;

/** Audit levels in rising order of verbosity; a host at a level writes all before it. */
public enum Level {
  ALERT,
  ERROR,
  WARNING,
  INFORMATIVE,
  DEBUG;

  /** Whether a host that audits at {@code setting} writes a record of this level. */
  public boolean isWrittenAt(Level setting) {
    return compareTo(setting) <= 0;
  }
}
