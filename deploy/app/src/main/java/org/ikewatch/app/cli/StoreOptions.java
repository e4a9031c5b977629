package org.ikewatch.app.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.ikewatch.sink.store.Database;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which database a command asks: that of the sink's settings, else that of {@code up}. */
final class StoreOptions {
  private static final String URL = "sink.database.url";

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Mixin private ServiceOptions options;

  @Option(
      names = "--data",
      defaultValue = "${env:IKEWATCH_DATA:-.ikewatch}",
      description = "Data directory of 'up'; not used where " + URL + " is set.")
  private Path data;

  /**
   * The database, opened.
   *
   * @throws org.ikewatch.sink.incidents.StoreException where it cannot be reached
   * @throws ParameterException where none is named and there is none
   */
  Database open() {
    Map<String, String> settings = options.settings();
    return Database.open(
        settings.containsKey(URL) ? settings.get(URL) : embedded(),
        settings.getOrDefault("sink.database.user", ""),
        settings.getOrDefault("sink.database.password", ""));
  }

  private String embedded() {
    Path file = data.resolve("incidents.db");
    if (!Files.exists(file)) {
      throw new ParameterException(
          spec.commandLine(),
          file + " does not exist; name the directory with --data, or a database with -D " + URL);
    }
    return "jdbc:sqlite:" + file;
  }
}
