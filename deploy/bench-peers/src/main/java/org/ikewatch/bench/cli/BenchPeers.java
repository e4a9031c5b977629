package org.ikewatch.bench.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Comparisons of the correlation engine with its peers and with itself. */
@Command(
    name = "bench-peers",
    description = "Compare the correlation engine; the scripts in deploy/bench set the scene.",
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    subcommands = {
      GrowthCommand.class,
      BacklogCommand.class,
      StreamsCommand.class,
      EngineCommand.class,
      SideCommand.class,
      ReplayBenchCommand.class,
      AtRestCommand.class
    })
public final class BenchPeers {
  private BenchPeers() {}

  /** Runs the command line and ends the process: 0 done, 1 not as demanded, 2 usage, 3 failed. */
  public static void main(String[] args) {
    System.exit(
        new CommandLine(new BenchPeers())
            .setExecutionExceptionHandler(
                (e, commandLine, parsed) -> {
                  e.printStackTrace(commandLine.getErr());
                  return 3;
                })
            .execute(args));
  }
}
