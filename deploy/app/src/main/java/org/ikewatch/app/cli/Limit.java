package org.ikewatch.app.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** The option {@code --limit} of commands that list. */
final class Limit {
  private Limit() {}

  /**
   * Returns where something may be listed.
   *
   * @throws ParameterException where nothing may
   */
  static void requirePositive(CommandSpec command, int limit) {
    if (limit < 1) {
      throw new ParameterException(command.commandLine(), "--limit must be 1 or more");
    }
  }
}
