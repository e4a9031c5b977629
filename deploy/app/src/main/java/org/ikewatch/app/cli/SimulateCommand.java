package org.ikewatch.app.cli;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.ikewatch.app.simulate.Fleet;
import org.ikewatch.app.simulate.SimulatedHost;
import org.ikewatch.app.simulate.SyslogSender;
import org.ikewatch.ingest.ListenAddress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A fleet that talks real syslog, with known truth. */
@Command(
    name = "simulate",
    description = "Send the syslog of a simulated fleet whose troubles are known.")
final class SimulateCommand implements Callable<Integer> {
  /** How syslog is sent. */
  enum Transport {
    udp,
    tcp
  }

  @Option(
      names = "--to",
      defaultValue = "127.0.0.1:5514",
      description = "The syslog listener, host:port (default: ${DEFAULT-VALUE}).")
  private String to;

  @Option(
      names = "--transport",
      defaultValue = "tcp",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Transport transport;

  @Option(
      names = "--hosts",
      defaultValue = "20",
      description = "Hosts in the fleet (default: ${DEFAULT-VALUE}).")
  private int hosts;

  @Option(
      names = "--rounds",
      defaultValue = "1",
      description = "How often each host plays its scenario (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--every",
      defaultValue = "120",
      description = "Seconds from round to round (default: ${DEFAULT-VALUE}).")
  private int every;

  @Option(
      names = "--fast",
      description = "Send as fast as it goes; the records keep the times they would have had.")
  private boolean fast;

  @Option(names = "--truth", description = "Print the verdict that each host must be given.")
  private boolean truth;

  @Option(names = "--print", description = "Print the syslog lines and send nothing.")
  private boolean print;

  @Option(names = "--start", description = "When the first host begins, ISO-8601 (default: now).")
  private Instant start;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (hosts < 1 || rounds < 1 || every < 1) {
      throw new IllegalArgumentException("--hosts, --rounds and --every must be 1 or more");
    }
    Fleet fleet = Fleet.of(hosts);
    Clock clock = Clock.systemUTC();
    if (truth) {
      fleet.hosts().forEach(SimulateCommand::printTruth);
    }
    List<Fleet.Message> messages =
        fleet.play(start == null ? clock.instant() : start, rounds, every);
    if (print) {
      messages.forEach(message -> System.out.println(message.line()));
      return ExitCode.DONE;
    }
    InetSocketAddress target = ListenAddress.parse(to).toSocketAddress();
    try (SyslogSender sender = SyslogSender.to(target, transport == Transport.tcp)) {
      if (fast) {
        sender.sendAll(messages);
      } else {
        sender.sendOnTime(messages, clock);
      }
    }
    return ExitCode.DONE;
  }

  private static void printTruth(SimulatedHost host) {
    String verdict =
        host.scenario()
            .truth()
            .map(
                it ->
                    it.verdict()
                        + " "
                        + it.confidence()
                        + it.reason().map(reason -> " " + reason).orElse("")
                        + " "
                        + (it.peerKnown() ? host.peer() : "-"))
            .orElse("-");
    System.out.println(host.name() + " " + verdict);
  }
}
