package org.ikewatch.app.allinone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.ikewatch.app.broker.EmbeddedStartException;

/**
 * Where the all-in-one keeps its data and listens; port 0 lets the system choose.
 *
 * @param data everything that survives a restart
 */
public record AllInOneConfig(Path data, int syslogPort, int kafkaPort, int registryPort) {

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
