package org.ikewatch.app.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** A file or directory named on the command line. */
final class InputFile {
  private InputFile() {}

  /**
   * Refuses one that is not there or not ours to read.
   *
   * @throws ParameterException which makes it wrong usage
   */
  static void requireReadable(CommandSpec spec, Path path) {
    if (!Files.isReadable(path)) {
      throw new ParameterException(
          spec.commandLine(), path + " cannot be read; check the path and its permissions");
    }
  }
}
