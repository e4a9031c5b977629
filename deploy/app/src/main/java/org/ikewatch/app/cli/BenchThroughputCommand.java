package org.ikewatch.app.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import org.ikewatch.app.bench.ProcessUsage;
import org.ikewatch.app.bench.Receiver;
import org.ikewatch.app.bench.Throughput;
import org.ikewatch.app.bench.Throughput.Run;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Measures receivers in turn, so that a slow minute of the machine hits all of them. */
@Command(
    name = "throughput",
    description = {
      "Send the same records to each receiver in turn over one TCP connection and print records/s,",
      "CPU per record and peak memory: the median of the runs, and the ratio to the first receiver."
    })
final class BenchThroughputCommand implements Callable<Integer> {
  @Option(names = "--kafka", required = true, description = "Kafka.")
  private String kafka;

  @Option(names = "--records", defaultValue = "2000000", description = "Records in each run.")
  private int records;

  @Option(names = "--runs", defaultValue = "5", description = "Runs that count.")
  private int runs;

  @Option(names = "--warmup", defaultValue = "2", description = "Runs before those.")
  private int warmup;

  @Parameters(paramLabel = "NAME=PORT:PID:TOPIC", arity = "1..*", description = "Receivers.")
  private List<String> receivers;

  @Override
  public Integer call() throws Exception {
    List<Receiver> measured = receivers.stream().map(Receiver::parse).toList();
    Path file = Files.createTempFile("ikewatch-bench", ".log");
    try (Throughput throughput = Throughput.prepare(kafka, file, records)) {
      say("%,d records of %.1f bytes%n", records, throughput.bytesPerRecord());
      Map<Receiver, List<Run>> counted = new LinkedHashMap<>();
      for (int i = -warmup; i < runs; i++) {
        for (Receiver receiver : measured) {
          Run run = throughput.measure(receiver);
          say(
              "%-12s %-8s %,9.0f records/s  %5.2f us CPU/record%s%n",
              receiver.name(),
              i < 0 ? "warm-up" : "run " + (i + 1),
              run.rate(),
              run.cpuMicros(),
              run.missing() == 0 ? "" : "  MISSING " + run.missing());
          if (i >= 0) {
            counted.computeIfAbsent(receiver, r -> new ArrayList<>()).add(run);
          }
        }
      }
      return report(counted);
    } finally {
      Files.delete(file);
    }
  }

  private static int report(Map<Receiver, List<Run>> counted) throws Exception {
    say(
        "%n%-12s %12s %14s %10s   ratios to the first%n",
        "", "records/s", "us CPU/record", "peak MiB");
    double firstRate = 0;
    double firstCpu = 0;
    boolean complete = true;
    for (var entry : counted.entrySet()) {
      double rate = median(entry.getValue(), Run::rate);
      double cpu = median(entry.getValue(), Run::cpuMicros);
      firstRate = firstRate == 0 ? rate : firstRate;
      firstCpu = firstCpu == 0 ? cpu : firstCpu;
      complete &= entry.getValue().stream().allMatch(run -> run.missing() == 0);
      say(
          "%-12s %,12.0f %14.2f %10d   %.2f x records/s, %.2f x CPU%n",
          entry.getKey().name(),
          rate,
          cpu,
          ProcessUsage.peakMebibytes(entry.getKey().pid()),
          rate / firstRate,
          cpu / firstCpu);
    }
    return complete ? ExitCode.DONE : ExitCode.FINDING;
  }

  private static double median(List<Run> runs, ToDoubleFunction<Run> figure) {
    double[] sorted = runs.stream().mapToDouble(figure).sorted().toArray();
    return sorted[sorted.length / 2];
  }

  private static void say(String format, Object... values) {
    System.out.printf(Locale.ROOT, format, values);
    System.out.flush();
  }
}
