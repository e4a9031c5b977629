package org.ikewatch.bench.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.ikewatch.bench.engine.EnginePass;
import org.ikewatch.bench.engine.Pass;
import org.ikewatch.bench.fleet.FleetShape;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Whether the cost of a record grows with the peers of its host. */
@Command(
    name = "growth",
    description = {
      "Process as many records of few hosts with many peers as of many hosts with few peers, with",
      "parsed records in memory and on one thread; print the ratio of CPU per record to 500 x 10."
    })
final class GrowthCommand implements Callable<Integer> {
  /** CPU per record compared with 500 hosts of 10 peers. */
  private static final double DEMANDED = 1.25;

  private static final List<FleetShape> SHAPES =
      List.of(
          FleetShape.allFailing(500, 10),
          FleetShape.BACKLOG,
          FleetShape.allFailing(1, 1_000),
          FleetShape.allFailing(1, 5_000),
          FleetShape.allFailing(2, 1_000),
          FleetShape.allFailing(2, 5_000));

  @Option(
      names = "--records",
      defaultValue = "800000",
      description = "Records of each fleet; 600,000 of them fill the grace of two minutes.")
  private int records;

  @Option(names = "--runs", defaultValue = "3", description = "Passes that count, in turn.")
  private int runs;

  @Option(
      names = "--fleet",
      defaultValue = "",
      description =
          "Only fleets whose name begins so, such as '1 x 5000'; ratios are to the first.")
  private String only;

  @Mixin private EngineOptions engine;

  @Override
  public Integer call() throws Exception {
    Map<FleetShape, EnginePass> fleets = new LinkedHashMap<>();
    List<FleetShape> shapes =
        SHAPES.stream().filter(shape -> shape.toString().startsWith(only)).toList();
    for (FleetShape shape : shapes) {
      fleets.put(shape, EnginePass.prepare(shape, records, engine.config()));
    }
    Map<FleetShape, List<Pass>> passes = new LinkedHashMap<>();
    for (int run = -1; run < runs; run++) {
      for (FleetShape shape : shapes) {
        Pass pass = fleets.get(shape).measure();
        Report.progress(pass.line(shape.toString()));
        if (run >= 0) {
          passes.computeIfAbsent(shape, it -> new ArrayList<>()).add(pass);
        }
      }
    }
    return report(fleets, passes);
  }

  private static int report(
      Map<FleetShape, EnginePass> fleets, Map<FleetShape, List<Pass>> passes) {
    double base = median(passes.values().iterator().next()).cpuMicros();
    boolean holds = true;
    for (FleetShape shape : passes.keySet()) {
      Pass pass = median(passes.get(shape));
      double ratio = pass.cpuMicros() / base;
      String difference = fleets.get(shape).truth().difference(pass.detections());
      holds &= ratio <= DEMANDED && difference.isEmpty();
      Report.say(
          "%s  %.2f x CPU of the first; %,d attempts %s",
          pass.line(shape.toString()),
          ratio,
          pass.detections().total(),
          difference.isEmpty() ? "exact" : "WRONG, such as " + difference);
    }
    Report.say("demanded: at most %.2f x, detections exact: %s", DEMANDED, holds ? "yes" : "NO");
    return holds ? 0 : 1;
  }

  private static Pass median(List<Pass> passes) {
    return passes.stream()
        .sorted(Comparator.comparingDouble(Pass::cpuMicros))
        .toList()
        .get(passes.size() / 2);
  }
}
