package org.ikewatch.app.cli;

import java.util.concurrent.Callable;
import org.ikewatch.app.print.IncidentText;
import org.ikewatch.schemas.Incident;
import org.ikewatch.sink.store.Database;
import org.ikewatch.sink.store.SqlIncidentQueries;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Why an incident has its verdict. */
@Command(
    name = "explain",
    description =
        "Say why an incident has its verdict: each sentence cites a record or an interval.")
final class ExplainCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private StoreOptions store;

  @Parameters(paramLabel = "INCIDENT", description = "The incident's id, or its first characters.")
  private String incident;

  @Override
  public Integer call() {
    try (Database database = store.open()) {
      for (Incident one : IncidentArgument.find(spec, new SqlIncidentQueries(database), incident)) {
        System.out.println(IncidentText.explained(one));
      }
      return ExitCode.DONE;
    }
  }
}
