package org.ikewatch.app.allinone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.ikewatch.app.broker.EmbeddedStartException;

/**
 * Where the all-in-one keeps its data and listens; port 0 lets the system choose.
 *
 * @param data everything that survives a restart
 * @param httpPort where metrics and health are served; empty if they are not
 */
public record AllInOneConfig(
    Path data, int syslogPort, int kafkaPort, int registryPort, Optional<Integer> httpPort) {
  /** One that serves no metrics. */
  public AllInOneConfig(Path data, int syslogPort, int kafkaPort, int registryPort) {
    this(data, syslogPort, kafkaPort, registryPort, Optional.empty());
  }

  /**
   * The directory for one part's data.
   *
   * @throws EmbeddedStartException where it cannot be made
   */
  Path directory(String part) {
    Path directory = data.resolve(part);
    try {
      return Files.createDirectories(directory);
    } catch (IOException e) {
      throw new EmbeddedStartException(
          "cannot write to " + data + " (" + e + "); name another directory with --data", e);
    }
  }
}
