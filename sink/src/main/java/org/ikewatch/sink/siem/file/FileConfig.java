package org.ikewatch.sink.siem.file;

import static org.ikewatch.sink.settings.Setting.required;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.ikewatch.sink.incidents.Children;
import org.ikewatch.sink.incidents.Destination;
import org.ikewatch.sink.settings.DestinationConfig;
import org.ikewatch.sink.settings.DestinationType;
import org.ikewatch.sink.settings.Setting;
import org.ikewatch.sink.settings.Settings;
import org.ikewatch.sink.settings.Texts;
import org.ikewatch.sink.siem.mapping.Payload;

/**
 * A file of JSON lines.
 *
 * @param path the file; its directory exists
 * @param payload what a line holds
 */
public record FileConfig(Path path, Payload payload) implements DestinationConfig {
  private static final Setting<Path> PATH =
      required(
          "path",
          "The file, in a directory that exists. It may be renamed or removed at any time, as log"
              + " rotation does; the next revision makes a new one.",
          Texts::path);

  private static final Setting<Payload> FORMAT =
      Payload.setting("What a line holds", Payload.JSON, Payload.ECS, Payload.OCSF);

  public static final DestinationType TYPE =
      new DestinationType(
          "file",
          "Every revision as a line of JSON, appended to a file and brought to the disk before it"
              + " counts as delivered. At least once: after a crash lines may come twice, and"
              + " `incidentId` with `revision` tells.",
          Children.WITHDRAW,
          List.of(PATH, FORMAT),
          FileConfig::read);

  private static Optional<DestinationConfig> read(Settings settings) {
    Payload payload = settings.get(FORMAT).orElseThrow();
    return settings.get(PATH).map(path -> new FileConfig(path, payload));
  }

  @Override
  public Destination open(String name) {
    return new FileDestination(name, this);
  }
}
