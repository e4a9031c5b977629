package org.ikewatch.app.cli;

import org.ikewatch.app.broker.EmbeddedStartException;
import org.ikewatch.ingest.InvalidConfigException;
import org.ikewatch.ingest.UnresolvableException;
import org.ikewatch.ingest.catalogue.InvalidCatalogueException;
import org.ikewatch.ingest.inventory.InvalidInventoryException;
import org.ikewatch.ingest.listen.BindException;
import org.ikewatch.ingest.publish.SpoolException;
import org.ikewatch.sink.incidents.StoreException;
import org.ikewatch.streams.FormerStateException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The one command. */
@Command(
    name = "ikewatch",
    version = "IKEwatch 0.1.0",
    description = "Tells why an IPSec tunnel of an HP-UX host has no ISAKMP/MM SA.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      UpCommand.class,
      ReplayCommand.class,
      IncidentsCommand.class,
      ExplainCommand.class,
      DlqCommand.class,
      SimulateCommand.class,
      CatalogueCommand.class,
      RecordsCommand.class,
      BenchCommand.class,
      IngestCommand.class,
      CorrelateCommand.class,
      SinkCommand.class,
      InventoryCommand.class
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:a finding the caller asked to fail on",
      "2:bad usage or configuration",
      "3:an outside system failed"
    })
public final class Ikewatch {
  private Ikewatch() {}

  /** Runs the command line and ends the process with its exit code. */
  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    CommandLine commandLine = new CommandLine(new Ikewatch());
    addHelp(commandLine);
    commandLine.setExecutionExceptionHandler(Ikewatch::explain);
    return commandLine;
  }

  private static void addHelp(CommandLine commandLine) {
    if (!commandLine.getCommandSpec().mixinStandardHelpOptions()) {
      commandLine.getCommandSpec().mixinStandardHelpOptions(true);
    }
    commandLine.getSubcommands().values().forEach(Ikewatch::addHelp);
  }

  /** One line for a person; a stack trace would only hide it. */
  private static int explain(Exception e, CommandLine commandLine, CommandLine.ParseResult args) {
    commandLine.getErr().println("ikewatch: " + message(e));
    commandLine.getErr().flush();
    return e instanceof InvalidConfigException
            || e instanceof InvalidInventoryException
            || e instanceof InvalidCatalogueException
            || e instanceof IllegalArgumentException
        ? ExitCode.USAGE
        : ExitCode.OUTSIDE;
  }

  private static String message(Exception e) {
    boolean known =
        e instanceof EmbeddedStartException
            || e instanceof BindException
            || e instanceof SpoolException
            || e instanceof StoreException
            || e instanceof FormerStateException
            || e instanceof UnresolvableException
            || e instanceof InvalidConfigException
            || e instanceof InvalidInventoryException
            || e instanceof InvalidCatalogueException
            || e instanceof IllegalArgumentException;
    return known || e.getMessage() == null ? String.valueOf(e.getMessage()) : e.toString();
  }
}
