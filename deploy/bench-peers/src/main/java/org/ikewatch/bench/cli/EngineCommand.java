package org.ikewatch.bench.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.ikewatch.bench.process.Child;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The engine alone against Esper and Flink CEP, each in a JVM of its own. */
@Command(
    name = "engine",
    description = {
      "Process the same parsed records in memory, on one thread, with the engine, with Esper's",
      "match_recognize and with Flink CEP; each in a JVM of its own, the median of some passes."
    })
final class EngineCommand implements Callable<Integer> {
  private static final Map<SideCommand.Side, Double> DEMANDED =
      Map.of(SideCommand.Side.esper, 2.0, SideCommand.Side.flink, 3.0);

  @Option(names = "--records", defaultValue = "1000000")
  private int records;

  @Option(names = "--runs", defaultValue = "3", description = "Passes that count, after one.")
  private int runs;

  @Option(names = "--heap", defaultValue = "6g", description = "-Xmx of every side.")
  private String heap;

  @Option(names = "--cache-mib", description = "MiB for hosts in use.")
  private Long cache;

  private record Result(
      double rate, double cpuMicros, long held, long peak, long attempts, String detections) {
    static Result parse(String line) {
      String[] parts = line.substring(SideCommand.RESULT.length()).split(" ", 6);
      return new Result(
          Double.parseDouble(parts[0]),
          Double.parseDouble(parts[1]),
          Long.parseLong(parts[2]),
          Long.parseLong(parts[3]),
          Long.parseLong(parts[4]),
          parts[5]);
    }
  }

  @Override
  public Integer call() throws Exception {
    Map<SideCommand.Side, Result> results = new EnumMap<>(SideCommand.Side.class);
    for (SideCommand.Side side : SideCommand.Side.values()) {
      results.put(side, measure(side));
    }
    Result engine = results.get(SideCommand.Side.ikewatch);
    boolean holds = true;
    for (var one : results.entrySet()) {
      Result result = one.getValue();
      double ratio = engine.rate() / result.rate();
      holds &= result.detections().equals("exact");
      holds &= ratio >= DEMANDED.getOrDefault(one.getKey(), 1.0);
      Report.say(
          "%-10s %,10.0f records/s  %6.2f us CPU/record  %5d MiB held  peak %5d MiB (input"
              + " included)  ikewatch is %.2f x; %,d attempts %s",
          one.getKey(),
          result.rate(),
          result.cpuMicros(),
          result.held(),
          result.peak(),
          ratio,
          result.attempts(),
          result.detections());
    }
    Report.say("demanded: 2 x esper, 3 x flink, detections exact: %s", holds ? "yes" : "NO");
    return holds ? 0 : 1;
  }

  private Result measure(SideCommand.Side side) throws Exception {
    Path log = Files.createTempFile("bench-" + side, ".log");
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "side",
                side.name(),
                "--records",
                Integer.toString(records),
                "--runs",
                Integer.toString(runs)));
    if (cache != null) {
      arguments.addAll(List.of("--cache-mib", Long.toString(cache)));
    }
    try (Child child = Child.java(log, List.of("-Xmx" + heap), arguments)) {
      child.await();
      List<String> lines = Files.readAllLines(log);
      return lines.stream()
          .filter(line -> line.startsWith(SideCommand.RESULT))
          .map(Result::parse)
          .findFirst()
          .orElseThrow(() -> new IllegalStateException(side + ": " + String.join("\n", lines)));
    } finally {
      Files.delete(log);
    }
  }
}
