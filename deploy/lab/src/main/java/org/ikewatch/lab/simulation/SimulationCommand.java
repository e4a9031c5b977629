package org.ikewatch.lab.simulation;

import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.ikewatch.lab.harness.TopologyEngine;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The simulation on the command line. */
@Command(
    name = "simulate",
    mixinStandardHelpOptions = true,
    description =
        "Simulates hosts, with faults, until the time is over; exits with 1 on a violation.")
public final class SimulationCommand implements Callable<Integer> {
  @Option(names = "--seed", defaultValue = "1", description = "The first cell's seed.")
  private long seed;

  @Option(names = "--duration", defaultValue = "60", description = "Seconds to run.")
  private long seconds;

  @Option(names = "--cells", description = "Cells to run instead, whatever time they take.")
  private Integer cells;

  @Option(
      names = "--bound",
      defaultValue = "60",
      description = "Seconds after which a cell counts as hung.")
  private long bound;

  @Spec private CommandSpec spec;

  /** Runs it and exits with its code. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new SimulationCommand()).execute(args));
  }

  @Override
  public Integer call() {
    Simulation simulation =
        new Simulation(TopologyEngine::new, Clock.systemUTC(), Duration.ofSeconds(bound));
    SimulationTotals totals = new SimulationTotals();
    if (cells == null) {
      simulation.run(seed, Duration.ofSeconds(seconds), totals::add);
    } else {
      for (int i = 0; i < cells; i++) {
        totals.add(simulation.cell(seed + i));
      }
    }
    PrintWriter out = spec.commandLine().getOut();
    totals.lines().forEach(out::println);
    out.flush();
    return totals.violations().isEmpty() ? 0 : 1;
  }
}
