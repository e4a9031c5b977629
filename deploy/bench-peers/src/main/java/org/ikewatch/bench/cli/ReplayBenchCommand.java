package org.ikewatch.bench.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.ikewatch.bench.fleet.Detections;
import org.ikewatch.bench.fleet.Fleet;
import org.ikewatch.bench.fleet.FleetShape;
import org.ikewatch.bench.process.Child;
import org.ikewatch.schemas.Verdict;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Replays of a file of syslog lines against SEC on the same file. */
@Command(
    name = "replay",
    description = {
      "Write a fleet's audit records to a file, then read it with ikewatch replay and with Debian's",
      "sec, each in a process of its own; and a tenth of it with ikewatch replay alone."
    })
final class ReplayBenchCommand implements Callable<Integer> {
  private static final double DEMANDED = 8;

  /** How much more memory ten times the records may take, with as many pairs. */
  private static final double MEMORY = 1.5;

  @Option(names = "--ikewatch", required = true, description = "The ikewatch command.")
  private String ikewatch;

  @Option(names = "--data", required = true, description = "An empty directory.")
  private Path data;

  @Option(names = "--records", defaultValue = "2000000")
  private int records;

  private record Result(double seconds, double rate, double cpuMicros, long peak, String wrong) {}

  @Override
  public Integer call() throws Exception {
    Path few = data.resolve("few.log");
    Path many = data.resolve("many.log");
    Fleet small = write(few, records / 10);
    Fleet large = write(many, records);
    Result tenth = replay(few, small);
    Result whole = replay(many, large);
    Result sec = sec(many, large);
    say("ikewatch, a tenth", tenth, "");
    say("ikewatch", whole, "%.2f x sec".formatted(whole.rate() / sec.rate()));
    say("sec", sec, "%.2f x its CPU".formatted(sec.cpuMicros() / whole.cpuMicros()));
    double growth = (double) whole.peak() / tenth.peak();
    boolean holds =
        whole.rate() >= DEMANDED * sec.rate()
            && growth <= MEMORY
            && Stream.of(tenth, whole, sec).allMatch(it -> it.wrong().isEmpty());
    Report.say(
        "ten times the records take %.2f x the memory; demanded: %.0f x sec, memory not growing with"
            + " records, detections exact: %s",
        growth, DEMANDED, holds ? "yes" : "NO");
    return holds ? 0 : 1;
  }

  private static void say(String name, Result result, String ratio) {
    Report.say(
        "%-18s %,10.0f records/s  %6.2f us CPU/record  peak %5d MiB  %s  %s",
        name,
        result.rate(),
        result.cpuMicros(),
        result.peak(),
        result.wrong().isEmpty() ? "exact" : "WRONG, such as " + result.wrong(),
        ratio);
  }

  private static Fleet write(Path file, int records) throws IOException {
    Fleet fleet = new Fleet(FleetShape.BACKLOG, records);
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      while (fleet.hasNext()) {
        out.write(fleet.next().line());
        out.write('\n');
      }
    }
    return fleet;
  }

  private Result replay(Path file, Fleet fleet) throws Exception {
    Path out = data.resolve(file.getFileName() + ".json");
    List<String> command =
        List.of(ikewatch, "replay", "--syslog", "--format", "json", file.toString());
    return run(Child.start(out, Map.of(), command), out, fleet, ReplayBenchCommand::incidents);
  }

  private Result sec(Path file, Fleet fleet) throws Exception {
    Path out = data.resolve("sec.out");
    Path rules = data.resolve("ikmpd.sec");
    try (InputStream in = ReplayBenchCommand.class.getResourceAsStream("ikmpd.sec")) {
      String text = new String(in.readAllBytes(), UTF_8);
      Files.writeString(rules, text.replace("write OUT", "write " + out));
    }
    Files.createFile(out);
    List<String> command =
        List.of(
            "sec",
            "--conf=" + rules,
            "--input=" + file,
            "--fromstart",
            "--notail",
            "--debug=3",
            "--bufsize=1",
            "--blocksize=65536");
    return run(
        Child.start(data.resolve("sec.log"), Map.of(), command),
        out,
        fleet,
        ReplayBenchCommand::detections);
  }

  private interface Reader {
    Detections read(Path out) throws IOException;
  }

  private static Result run(Child child, Path out, Fleet fleet, Reader reader) throws Exception {
    long begin = System.nanoTime();
    try (child) {
      int status = child.await();
      double seconds = (System.nanoTime() - begin) / 1e9;
      String wrong =
          status == 0
              ? fleet.detections().difference(reader.read(out))
              : "it ended with status " + status;
      return new Result(
          seconds,
          fleet.written() / seconds,
          child.cpuSeconds() * 1e6 / fleet.written(),
          child.peakMebibytes(),
          wrong);
    }
  }

  private static Detections incidents(Path out) throws IOException {
    Detections detections = new Detections();
    ObjectMapper json = new ObjectMapper();
    for (String line : Files.readAllLines(out)) {
      if (line.startsWith("{")) {
        JsonNode incident = json.readTree(line);
        detections.add(
            incident.get("host").asText(),
            incident.get("peer").asText(),
            Verdict.valueOf(incident.get("verdict").asText()),
            incident.get("attempts").asLong());
      }
    }
    return detections;
  }

  private static Detections detections(Path out) throws IOException {
    Detections detections = new Detections();
    for (String line : Files.readAllLines(out)) {
      String[] parts = line.split(" ", -1);
      detections.add(parts[0], parts[1], Verdict.valueOf(parts[2]), 1);
    }
    return detections;
  }
}
