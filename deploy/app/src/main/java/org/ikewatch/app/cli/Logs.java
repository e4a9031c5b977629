package org.ikewatch.app.cli;

import java.nio.file.Path;

/** Where log lines go; decided by the command before the first logger is made. */
final class Logs {
  private static final String CONFIGURATION = "logback.configurationFile";

  private Logs() {}

  /** Into a file: the terminal is for the person who watches. */
  static void toFile(Path file) {
    System.setProperty("ikewatch.log", file.toString());
    System.setProperty(CONFIGURATION, "org/ikewatch/app/cli/logback-file.xml");
  }

  /** To standard output, one line per event, as services do. */
  static void toOutput() {
    System.setProperty(CONFIGURATION, "org/ikewatch/app/cli/logback-service.xml");
  }
}
