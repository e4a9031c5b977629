package org.ikewatch.app.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.ikewatch.app.print.History;
import org.ikewatch.sink.incidents.IncidentQueries;
import org.ikewatch.sink.store.Database;
import org.ikewatch.sink.store.SqlIncidentQueries;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What an incident was taken for at each revision, and where it went. */
@Command(
    name = "history",
    description = "Tell what each revision of an incident said, and which destination has which.")
final class IncidentsHistoryCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private StoreOptions store;

  @Option(
      names = "--format",
      defaultValue = "text",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Format format;

  @Parameters(paramLabel = "INCIDENT", description = "The incident's id, or its first characters.")
  private String incident;

  @Override
  public Integer call() {
    try (Database database = store.open()) {
      IncidentQueries queries = new SqlIncidentQueries(database);
      List<History> histories =
          IncidentArgument.find(spec, queries, incident).stream()
              .map(
                  one ->
                      new History(
                          one,
                          queries.history(one.getIncidentId()),
                          queries.deliveries(one.getIncidentId())))
              .toList();
      for (History one : histories) {
        System.out.println(format == Format.json ? one.json() : one.text());
      }
      return ExitCode.DONE;
    }
  }
}
