package org.ikewatch.app.cli;

/** What the command's exit code says. */
final class ExitCode {
  /** It is done. */
  static final int DONE = 0;

  /** There is a finding that the caller asked to fail on. */
  static final int FINDING = 1;

  /** The command line or the configuration is wrong. */
  static final int USAGE = 2;

  /** Something outside failed: a broker, a database, a port. */
  static final int OUTSIDE = 3;

  private ExitCode() {}
}
