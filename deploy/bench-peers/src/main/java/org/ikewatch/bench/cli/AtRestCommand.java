package org.ikewatch.bench.cli;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.ikewatch.app.bench.ProcessUsage;
import org.ikewatch.bench.fleet.Fleet;
import org.ikewatch.bench.fleet.FleetShape;
import org.ikewatch.bench.fleet.PacedFleet;
import org.ikewatch.bench.fleet.RestingFleet;
import org.ikewatch.bench.process.AuditLoader;
import org.ikewatch.bench.process.Changelog;
import org.ikewatch.bench.process.Child;
import org.ikewatch.bench.process.GroupLag;
import org.ikewatch.bench.process.Progress;
import org.ikewatch.schemas.HttpSchemaRegistry;
import org.ikewatch.streams.CorrelatorConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What a million pairs at rest take, and how long a restart with them lasts. */
@Command(
    name = "at-rest",
    description = {
      "Bring up one SA of every pair of a large fleet in the running correlator; print the bytes of",
      "a pair in the store, resident memory, and the time of a restart after a clean stop and,",
      "after some minutes of further records, after kill -9."
    })
final class AtRestCommand implements Callable<Integer> {
  private static final List<String> STORES = List.of("host", "pair", "recent");
  private static final double DEMANDED_BYTES = 300;
  private static final long DEMANDED_MEBIBYTES = 1_536;
  private static final double DEMANDED_CLEAN = 20;
  private static final double DEMANDED_KILLED = 60;

  @Option(names = "--kafka", required = true)
  private String kafka;

  @Option(names = "--registry", required = true)
  private URI registry;

  @Option(names = "--ikewatch", required = true, description = "The ikewatch command.")
  private String ikewatch;

  @Option(names = "--data", required = true, description = "An empty directory.")
  private Path data;

  @Option(names = "--hosts", defaultValue = "20000")
  private int hosts;

  @Option(names = "--peers", defaultValue = "50")
  private int peers;

  @Option(names = "--minutes", defaultValue = "2", description = "Of records before kill -9.")
  private int minutes;

  @Option(names = "--rate", defaultValue = "5000", description = "Records a second meanwhile.")
  private int rate;

  @Option(names = "--heap", defaultValue = "1g", description = "-Xmx of the correlator.")
  private String heap;

  private final Clock clock = Clock.systemUTC();
  private int starts;
  private Child running;

  @Override
  public Integer call() throws Exception {
    RestingFleet fleet =
        new RestingFleet(
            new FleetShape(hosts, peers, 0, false, rate), clock.instant().minusSeconds(3_600));
    try (AuditLoader loader = new AuditLoader(kafka, new HttpSchemaRegistry(registry));
        Admin admin = Admin.create(Map.of("bootstrap.servers", kafka))) {
      long messages = loader.send(fleet);
      // So that no record is within the grace any more.
      messages += loader.beat(clock.instant());
      Child first = start();
      catchUp(admin, first, messages);
      first.awaitLog("to=\"RUNNING\"");
      double bytes = report(messages);
      long resident = ProcessUsage.residentMebibytes(first.pid());
      Report.say("resident %,d MiB, peak %,d MiB, -Xmx%s", resident, first.peakMebibytes(), heap);
      first.close();
      double clean = restart();
      Report.say("restart after a clean stop: %.1f s", clean);
      double killed = restartAfterLoad(loader);
      Report.say(
          "restart after %d minutes of %,d records/s and kill -9: %.1f s", minutes, rate, killed);
      boolean holds =
          bytes <= DEMANDED_BYTES
              && resident <= DEMANDED_MEBIBYTES
              && clean <= DEMANDED_CLEAN
              && killed <= DEMANDED_KILLED;
      Report.say(
          "demanded: %.0f bytes a pair, %,d MiB, %.0f s and %.0f s: %s",
          DEMANDED_BYTES,
          DEMANDED_MEBIBYTES,
          DEMANDED_CLEAN,
          DEMANDED_KILLED,
          holds ? "yes" : "NO");
      return holds ? 0 : 1;
    }
  }

  private Child start() throws Exception {
    List<String> command = new ArrayList<>(List.of(ikewatch, "correlate"));
    Map.of(
            "kafka.bootstrap.servers",
            kafka,
            "schema.registry.url",
            registry.toString(),
            "correlate.state.directory",
            data.resolve("correlate-state").toString(),
            "correlate.replication.factor",
            "1")
        .forEach((key, value) -> command.addAll(List.of("-D", key + "=" + value)));
    running =
        Child.start(
            data.resolve("correlate-" + ++starts + ".log"),
            Map.of("IKEWATCH_JAVA_OPTS", "-Xmx" + heap),
            command);
    return running;
  }

  private static void catchUp(Admin admin, Child child, long messages) throws Exception {
    Progress progress = new Progress(child, new GroupLag(admin, CorrelatorConfig.APPLICATION_ID));
    while (progress.look() < messages || progress.movedWithin(Duration.ofSeconds(2))) {
      child.requireAlive();
      TimeUnit.MILLISECONDS.sleep(100);
    }
    Report.say(
        "%,d messages at %,.0f/s, %.2f us CPU each",
        messages, progress.rate(), progress.cpuMicros());
  }

  /** Gives the bytes of a pair in all stores together, hosts included. */
  private double report(long messages) {
    double pairs = (double) hosts * peers;
    double all = 0;
    for (String store : STORES) {
      Changelog changelog =
          Changelog.read(kafka, CorrelatorConfig.APPLICATION_ID + "-" + store + "-changelog");
      all += changelog.bytes() / pairs;
      Report.say(
          "%-7s %,10d keys  %6.1f bytes a pair  %,d messages on the changelog (%.2f a record)",
          store,
          changelog.keys(),
          changelog.bytes() / pairs,
          changelog.messages(),
          (double) changelog.messages() / messages);
    }
    Report.say("all     %.1f bytes a pair", all);
    return all;
  }

  private double restart() throws Exception {
    long begin = System.nanoTime();
    start().awaitLog("to=\"RUNNING\"");
    return (System.nanoTime() - begin) / 1e9;
  }

  private double restartAfterLoad(AuditLoader loader) throws Exception {
    long records = (long) minutes * 60 * rate;
    Instant begin = clock.instant();
    loader.send(
        new PacedFleet(
            new Fleet(new FleetShape(hosts, peers, 40, false, rate), records, begin), rate));
    running.kill();
    try {
      return restart();
    } finally {
      running.close();
    }
  }
}
