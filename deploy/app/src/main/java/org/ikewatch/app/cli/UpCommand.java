package org.ikewatch.app.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.ikewatch.app.allinone.AllInOne;
import org.ikewatch.app.allinone.AllInOneConfig;
import org.ikewatch.app.broker.EmbeddedStartException;
import org.ikewatch.app.print.TerminalDestination;
import org.ikewatch.app.simulate.Fleet;
import org.ikewatch.app.simulate.SyslogSender;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Starts everything on this machine and prints incidents until it is told to stop. */
@Command(
    name = "up",
    description = "Start everything embedded, on the loopback address, and print incidents.")
final class UpCommand implements Callable<Integer> {
  private static final int DEMO_HOSTS = 20;
  private static final int DEMO_ROUNDS = 1_000;
  private static final int DEMO_EVERY_SECONDS = 120;

  @Option(
      names = "--data",
      defaultValue = "${env:IKEWATCH_DATA:-.ikewatch}",
      description = "Directory for all data; it survives a restart (default: ${DEFAULT-VALUE}).")
  private Path data;

  @Option(names = "--demo", description = "Add a simulated fleet of 20 hosts with troubles.")
  private boolean demo;

  @Option(
      names = "--syslog-port",
      defaultValue = "5514",
      description = "UDP and TCP port for syslog (default: ${DEFAULT-VALUE}).")
  private int syslogPort;

  @Option(
      names = "--kafka-port",
      defaultValue = "9092",
      description = "Port of the embedded broker (default: ${DEFAULT-VALUE}).")
  private int kafkaPort;

  @Option(
      names = "--registry-port",
      defaultValue = "8081",
      description = "Port of the embedded schema registry (default: ${DEFAULT-VALUE}).")
  private int registryPort;

  @Option(
      names = "--http-port",
      description =
          "Serve /metrics, /livez and /readyz of all parts on this port; 0 for any free one.")
  private Optional<Integer> httpPort = Optional.empty();

  private final PrintStream out = System.out;

  @Override
  public Integer call() throws InterruptedException {
    Path directory = data.toAbsolutePath().normalize();
    requireWritable(directory);
    Logs.toFile(directory.resolve("ikewatch.log"));
    AllInOneConfig config =
        new AllInOneConfig(directory, syslogPort, kafkaPort, registryPort, httpPort);
    AllInOne all =
        AllInOne.start(
            config, new TerminalDestination(out), part -> out.println("started " + part));
    CountDownLatch stop = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(all, stop), "stop"));
    printAddresses(all, directory);
    if (demo) {
      startFleet(all);
    }
    stop.await();
    return ExitCode.DONE;
  }

  private void stop(AllInOne all, CountDownLatch stop) {
    out.println("stopping");
    all.close();
    out.println("stopped");
    out.flush();
    stop.countDown();
  }

  private void printAddresses(AllInOne all, Path directory) {
    out.printf(
        "%nIKEwatch is up.%n"
            + "  syslog           udp and tcp %s:%d%n"
            + "  Kafka            %s%n"
            + "  schema registry  %s%n"
            + "  database         %s%n"
            + "  log              %s%n"
            + "%s"
            + "Incidents appear below. Ctrl-C stops everything; the data stays.%n%n",
        all.tcpAddress().getAddress().getHostAddress(),
        all.tcpAddress().getPort(),
        all.bootstrapServers(),
        all.registryUrl(),
        all.databaseFile(),
        directory.resolve("ikewatch.log"),
        all.operationsUrl().map(url -> "  metrics          %s%n".formatted(url)).orElse(""));
    out.flush();
  }

  private void startFleet(AllInOne all) {
    out.printf("A simulated fleet of %d hosts begins to talk.%n%n", DEMO_HOSTS);
    Clock clock = Clock.systemUTC();
    Thread fleet =
        new Thread(
            () -> {
              try (SyslogSender sender = SyslogSender.to(all.tcpAddress(), true)) {
                sender.sendOnTime(
                    Fleet.of(DEMO_HOSTS).play(clock.instant(), DEMO_ROUNDS, DEMO_EVERY_SECONDS),
                    clock);
              } catch (IOException e) {
                out.println("the simulated fleet stops: " + e.getMessage());
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "fleet");
    fleet.setDaemon(true);
    fleet.start();
  }

  private static void requireWritable(Path directory) {
    try {
      Files.createDirectories(directory);
      Path probe = Files.createTempFile(directory, "probe", "");
      Files.delete(probe);
    } catch (IOException e) {
      throw new EmbeddedStartException(
          "cannot write to the data directory "
              + directory
              + " ("
              + e
              + "); make it writable, or name another with --data",
          new UncheckedIOException(e));
    }
  }
}
