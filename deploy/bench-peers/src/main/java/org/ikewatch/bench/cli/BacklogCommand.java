package org.ikewatch.bench.cli;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.ikewatch.bench.fleet.Detections;
import org.ikewatch.bench.fleet.Fleet;
import org.ikewatch.bench.fleet.FleetShape;
import org.ikewatch.bench.process.AuditLoader;
import org.ikewatch.bench.process.Child;
import org.ikewatch.bench.process.GroupLag;
import org.ikewatch.bench.process.Progress;
import org.ikewatch.bench.process.PublishedDetections;
import org.ikewatch.bench.streams.PeerStreams;
import org.ikewatch.schemas.HttpSchemaRegistry;
import org.ikewatch.schemas.SchemaRegistry;
import org.ikewatch.schemas.Topics;
import org.ikewatch.streams.CorrelatorConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Puts a backlog on the audit topic and lets the correlator and its peers catch up, in turn. */
@Command(
    name = "backlog",
    description = {
      "Put records on the audit topic, then start the correlator, a naive and a minimal Kafka",
      "Streams topology in turn, each in a process of its own, and measure until nothing is left."
    })
final class BacklogCommand implements Callable<Integer> {
  /** Longer than any count waits to be published, shorter than it takes to resolve. */
  private static final Duration HEARTBEAT = Duration.ofSeconds(40);

  /** Below this part of the minimal topology's rate, the naive one was not written well. */
  private static final double NAIVE_AT_LEAST = 0.4;

  private static final double DEMANDED = 2;

  /** Without a commit for so long, nothing is left in the topics in between either. */
  private static final Duration QUIET = Duration.ofSeconds(2);

  @Option(names = "--kafka", required = true)
  private String kafka;

  @Option(names = "--registry", required = true)
  private URI registryUrl;

  @Option(names = "--ikewatch", required = true, description = "The ikewatch command.")
  private String ikewatch;

  @Option(names = "--data", required = true, description = "An empty directory.")
  private Path data;

  @Option(names = "--records", defaultValue = "2000000")
  private int records;

  @Option(names = "--threads", defaultValue = "2")
  private int threads;

  @Option(names = "--commit-ms", defaultValue = "200", description = "The same for every side.")
  private int commitMillis;

  @Option(names = "--heap", defaultValue = "1g", description = "-Xmx of every side.")
  private String heap;

  @Option(names = "--patience", defaultValue = "600", description = "Seconds for each side.")
  private int patience;

  private SchemaRegistry registry;

  private record Result(double rate, double cpuMicros, long peak, Detections detections) {}

  @Override
  public Integer call() throws Exception {
    registry = new HttpSchemaRegistry(registryUrl);
    Fleet fleet = Fleet.endingAt(Clock.systemUTC().instant(), FleetShape.BACKLOG, records);
    long messages;
    try (AuditLoader loader = new AuditLoader(kafka, registry)) {
      messages = loader.load(fleet, HEARTBEAT);
    }
    Report.say(
        "%,d records of %s; commit interval %d ms, %d threads, -Xmx%s",
        messages, FleetShape.BACKLOG, commitMillis, threads, heap);
    Map<String, Result> results = new LinkedHashMap<>();
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka))) {
      for (PeerStreams.Kind kind : PeerStreams.Kind.values()) {
        GroupLag lag = new GroupLag(admin, PeerStreams.group(kind));
        results.put(
            kind.name(), run(kind.name(), peer(kind), lag, messages, PeerStreams.output(kind)));
      }
      GroupLag lag = new GroupLag(admin, CorrelatorConfig.APPLICATION_ID);
      results.put("ikewatch", run("ikewatch", correlator(), lag, messages, Topics.INCIDENTS));
    }
    return report(results, fleet.detections());
  }

  private Child peer(PeerStreams.Kind kind) throws Exception {
    return Child.java(
        data.resolve(kind + ".log"),
        List.of("-Xmx" + heap),
        List.of(
            "streams",
            kind.name(),
            "--kafka",
            kafka,
            "--registry",
            registryUrl.toString(),
            "--state",
            data.resolve(kind + "-state").toString(),
            "--threads",
            Integer.toString(threads),
            "--commit-ms",
            Integer.toString(commitMillis)));
  }

  private Child correlator() throws Exception {
    List<String> command = new ArrayList<>(List.of(ikewatch, "correlate"));
    Map<String, String> settings =
        Map.of(
            "kafka.bootstrap.servers", kafka,
            "schema.registry.url", registryUrl.toString(),
            "correlate.state.directory", data.resolve("correlate-state").toString(),
            "correlate.threads", Integer.toString(threads),
            "correlate.replication.factor", "1",
            "kafka.commit.interval.ms", Integer.toString(commitMillis));
    settings.forEach((key, value) -> command.addAll(List.of("-D", key + "=" + value)));
    return Child.start(
        data.resolve("correlate.log"), Map.of("IKEWATCH_JAVA_OPTS", "-Xmx" + heap), command);
  }

  /** Measures from the first commit until the last one. */
  private Result run(String name, Child child, GroupLag lag, long messages, String output)
      throws Exception {
    try (child) {
      Progress progress = new Progress(child, lag);
      long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(patience);
      while (progress.look() < messages || progress.movedWithin(QUIET)) {
        if (System.nanoTime() > giveUp) {
          break;
        }
        child.requireAlive();
        TimeUnit.MILLISECONDS.sleep(50);
      }
      long left = messages - progress.look();
      long peak = child.peakMebibytes();
      Report.say(
          "%-10s %,10.0f records/s  %6.2f us CPU/record  peak %5d MiB%s",
          name,
          progress.rate(),
          progress.cpuMicros(),
          peak,
          left > 0 ? "  NOT DONE, " + left + " left" : "");
      child.close();
      return new Result(
          progress.rate(),
          progress.cpuMicros(),
          peak,
          PublishedDetections.read(kafka, registry, output));
    }
  }

  private static int report(Map<String, Result> results, Detections truth) {
    Result naive = results.get("naive");
    boolean exact = true;
    for (var one : results.entrySet()) {
      Result result = one.getValue();
      String difference = truth.difference(result.detections());
      exact &= difference.isEmpty();
      Report.say(
          "%-10s %.2f x records/s of naive, %.2f x CPU; %,d attempts of %,d %s",
          one.getKey(),
          result.rate() / naive.rate(),
          result.cpuMicros() / naive.cpuMicros(),
          result.detections().total(),
          truth.total(),
          difference.isEmpty() ? "exact" : "WRONG, such as " + difference);
    }
    double naiveOfMinimal = naive.rate() / results.get("minimal").rate();
    boolean isValid = naiveOfMinimal >= NAIVE_AT_LEAST;
    boolean holds = results.get("ikewatch").rate() >= DEMANDED * naive.rate();
    Report.say(
        "naive is %.0f %% of minimal: the run is %s",
        100 * naiveOfMinimal, isValid ? "valid" : "VOID");
    Report.say(
        "demanded: %.0f x naive, detections exact: %s",
        DEMANDED, holds && exact && isValid ? "yes" : "NO");
    return holds && exact && isValid ? 0 : 1;
  }
}
