package org.ikewatch.app.cli;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.ikewatch.app.print.IncidentText;
import org.ikewatch.schemas.Incident;
import org.ikewatch.schemas.IncidentJson;
import org.ikewatch.schemas.Scope;
import org.ikewatch.schemas.Status;
import org.ikewatch.schemas.Verdict;
import org.ikewatch.sink.incidents.IncidentFilter;
import org.ikewatch.sink.store.Database;
import org.ikewatch.sink.store.SqlIncidentQueries;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The incidents that changed last. */
@Command(name = "list", description = "List incidents, a line each, those that changed last first.")
final class IncidentsListCommand implements Callable<Integer> {
  /** A status, or any. */
  enum StatusChoice {
    OPEN,
    RESOLVED,
    WITHDRAWN,
    ALL;

    private Optional<Status> status() {
      return this == ALL ? Optional.empty() : Optional.of(Status.valueOf(name()));
    }
  }

  @Spec private CommandSpec spec;

  @Mixin private StoreOptions store;

  @Option(
      names = "--status",
      defaultValue = "OPEN",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private StatusChoice status;

  @Option(names = "--verdict", description = "Only this verdict: ${COMPLETION-CANDIDATES}.")
  private Optional<Verdict> verdict;

  @Option(names = "--scope", description = "Only this scope: ${COMPLETION-CANDIDATES}.")
  private Optional<Scope> scope;

  @Option(names = "--host", description = "Only what this host reports; its canonical name.")
  private Optional<String> host;

  @Option(names = "--peer", description = "Only those with this remote end; its address.")
  private Optional<String> peer;

  @Option(
      names = "--since",
      converter = SinceConverter.class,
      description = "Only what changed since: a time ago (90m, 24h, 7d), or 2026-03-01T07:00:00Z.")
  private Optional<Instant> since;

  @Option(
      names = "--limit",
      defaultValue = "50",
      description = "How many at most (default: ${DEFAULT-VALUE}).")
  private int limit;

  @Option(
      names = "--format",
      defaultValue = "text",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Format format;

  @Override
  public Integer call() {
    Limit.requirePositive(spec, limit);
    IncidentFilter filter = new IncidentFilter(status.status(), verdict, scope, host, peer, since);
    try (Database database = store.open()) {
      List<Incident> found =
          new SqlIncidentQueries(database).page(filter, Optional.empty(), limit + 1);
      IncidentJson json = new IncidentJson();
      found.stream()
          .limit(limit)
          .map(one -> format == Format.json ? json.line(one) : IncidentText.line(one))
          .forEach(System.out::println);
      if (found.isEmpty()) {
        spec.commandLine().getErr().println("no such incidents");
      } else if (found.size() > limit) {
        spec.commandLine().getErr().println("there are more; see --limit, --since");
      }
      return ExitCode.DONE;
    }
  }
}
