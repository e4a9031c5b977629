package org.ikewatch.sink.siem;

import static org.ikewatch.sink.settings.Setting.required;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.ikewatch.sink.incidents.Destination;
import org.ikewatch.sink.settings.DestinationConfig;
import org.ikewatch.sink.settings.DestinationType;
import org.ikewatch.sink.settings.Setting;
import org.ikewatch.sink.settings.Settings;
import org.ikewatch.sink.settings.Texts;

/**
 * A file of JSON lines.
 *
 * @param path the file; its directory exists
 */
public record FileConfig(Path path) implements DestinationConfig {
  private static final Setting<Path> PATH =
      required(
          "path",
          "The file, in a directory that exists. It may be renamed or removed at any time, as log"
              + " rotation does; the next revision makes a new one.",
          Texts::path);

  public static final DestinationType TYPE =
      new DestinationType(
          "file",
          "Every revision as a line of JSON, appended to a file and brought to the disk before it"
              + " counts as delivered. At least once: after a crash lines may come twice, and"
              + " `incidentId` with `revision` tells.",
          false,
          List.of(PATH),
          FileConfig::read);

  private static Optional<DestinationConfig> read(Settings settings) {
    return settings.get(PATH).map(FileConfig::new);
  }

  @Override
  public Destination open(String name) {
    return new FileDestination(name, path);
  }
}
