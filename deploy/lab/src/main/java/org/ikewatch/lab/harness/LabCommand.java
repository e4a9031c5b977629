package org.ikewatch.lab.harness;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The oracle on the command line: scores of many hosts, or one host on a page. */
@Command(
    name = "oracle",
    mixinStandardHelpOptions = true,
    description = "Scores the engine against the oracle.",
    subcommands = {LabCommand.Score.class, LabCommand.Host.class})
public final class LabCommand {
  private static final Duration BOUND = Duration.ofSeconds(30);

  /** Runs it and exits with its code. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new LabCommand()).execute(args));
  }

  @Command(name = "score", description = "Many hosts in one mode or in all.")
  static final class Score implements Callable<Integer> {
    @Option(names = "--seed", defaultValue = "1", description = "The first seed.")
    private long seed;

    @Option(names = "--hosts", defaultValue = "100", description = "Hosts a mode.")
    private int hosts;

    @Option(names = "--mode", description = "One mode; all where it is left out.")
    private Mode mode;

    @Option(
        names = "--bound",
        defaultValue = "30",
        description = "Seconds after which a host counts as hung.")
    private long bound;

    @Option(names = "--stories", description = "Prints a line a story too.")
    private boolean stories;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
      PrintWriter out = spec.commandLine().getOut();
      Harness harness = new Harness(scenario -> new TopologyEngine(), Duration.ofSeconds(bound));
      boolean passes = true;
      for (Mode one : Mode.values()) {
        if (mode == null || mode == one) {
          ModeReport report = harness.run(one, seed, hosts);
          out.println(report.summary());
          if (stories) {
            report.byStory().forEach(out::println);
          }
          report.failing().stream()
              .limit(5)
              .forEach(failing -> out.println("  " + HostPage.command(failing, one)));
          out.flush();
          passes &= report.passes();
        }
      }
      return passes ? 0 : 1;
    }
  }

  @Command(
      name = "host",
      description = "One host: its records, the truth, and what the engine said.")
  static final class Host implements Callable<Integer> {
    @Option(names = "--seed", required = true, description = "The host's seed.")
    private long seed;

    @Option(names = "--mode", defaultValue = "IN_ORDER", description = "How its records arrive.")
    private Mode mode;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
      HostScore score = new Harness(scenario -> new TopologyEngine(), BOUND).score(seed, mode);
      spec.commandLine().getOut().print(HostPage.of(score));
      spec.commandLine().getOut().flush();
      return score.passes() ? 0 : 1;
    }
  }
}
