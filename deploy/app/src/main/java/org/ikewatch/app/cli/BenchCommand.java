package org.ikewatch.app.cli;

import picocli.CommandLine.Command;

/** Measurements, as the scripts in deploy/bench run them. */
@Command(
    name = "bench",
    description = "Measure latency and throughput; the scripts in deploy/bench set the scene.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      BenchLatencyCommand.class,
      BenchThroughputCommand.class,
      BenchUdpCommand.class,
      BenchBrokerCommand.class,
      BenchQueriesCommand.class
    })
final class BenchCommand {}
