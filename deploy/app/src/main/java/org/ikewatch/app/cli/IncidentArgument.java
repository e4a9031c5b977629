package org.ikewatch.app.cli;

import java.util.List;
import org.ikewatch.schemas.Incident;
import org.ikewatch.sink.incidents.IncidentQueries;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** An incident named on the command line, by the first characters of its id. */
final class IncidentArgument {
  /** Whoever types so few characters that more fit has not read the first of them. */
  private static final int MOST = 20;

  private IncidentArgument() {}

  /**
   * Those that fit, at least one.
   *
   * @throws ParameterException where none does
   */
  static List<Incident> find(CommandSpec spec, IncidentQueries queries, String prefix) {
    List<Incident> found = queries.startingWith(prefix, MOST);
    if (found.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "no incident's id begins with " + prefix + " in this database");
    }
    return found;
  }
}
