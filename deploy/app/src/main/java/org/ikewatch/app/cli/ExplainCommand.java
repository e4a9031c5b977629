package org.ikewatch.app.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.ikewatch.app.print.IncidentText;
import org.ikewatch.schemas.Incident;
import org.ikewatch.sink.store.Database;
import org.ikewatch.sink.store.IncidentTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Why an incident has its verdict. */
@Command(
    name = "explain",
    description =
        "Say why an incident has its verdict: each sentence cites a record or an interval.")
final class ExplainCommand implements Callable<Integer> {
  private static final String URL = "sink.database.url";

  @Spec private CommandSpec spec;

  @Mixin private ServiceOptions options;

  @Option(
      names = "--data",
      defaultValue = "${env:IKEWATCH_DATA:-.ikewatch}",
      description = "Data directory of 'up'; not used where " + URL + " is set.")
  private Path data;

  @Parameters(paramLabel = "INCIDENT", description = "The incident's id, or its first characters.")
  private String incident;

  @Override
  public Integer call() {
    Map<String, String> settings = options.settings();
    try (Database database =
        Database.open(
            settings.containsKey(URL) ? settings.get(URL) : embedded(),
            settings.getOrDefault("sink.database.user", ""),
            settings.getOrDefault("sink.database.password", ""))) {
      List<Incident> found = new IncidentTable(database).startingWith(incident);
      if (found.isEmpty()) {
        throw new ParameterException(
            spec.commandLine(), "no incident's id begins with " + incident + " in this database");
      }
      for (Incident one : found) {
        System.out.println(IncidentText.explained(one));
      }
      return ExitCode.DONE;
    }
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
