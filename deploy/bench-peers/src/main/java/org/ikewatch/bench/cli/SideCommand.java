package org.ikewatch.bench.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.ikewatch.app.bench.ProcessUsage;
import org.ikewatch.bench.engine.EnginePass;
import org.ikewatch.bench.engine.EngineUnderTest;
import org.ikewatch.bench.engine.EsperPass;
import org.ikewatch.bench.engine.FlinkPass;
import org.ikewatch.bench.engine.Pass;
import org.ikewatch.bench.fleet.FleetShape;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Measures one engine in this process; {@code engine} starts it. */
@Command(name = "side", description = "Measure one engine on records in memory.")
final class SideCommand implements Callable<Integer> {
  /** What the last line begins with. */
  static final String RESULT = "result ";

  /** The engines. */
  enum Side {
    ikewatch,
    esper,
    flink
  }

  @Parameters(description = "${COMPLETION-CANDIDATES}")
  private Side side;

  @Option(names = "--records", required = true)
  private int records;

  @Option(names = "--runs", required = true)
  private int runs;

  @Mixin private EngineOptions engine;

  @Override
  public Integer call() throws Exception {
    EngineUnderTest tested =
        switch (side) {
          case ikewatch -> EnginePass.prepare(FleetShape.BACKLOG, records, engine.config());
          case esper -> EsperPass.prepare(FleetShape.BACKLOG, records);
          case flink -> FlinkPass.prepare(FleetShape.BACKLOG, records);
        };
    List<Pass> passes = new ArrayList<>();
    for (int run = -1; run < runs; run++) {
      Pass pass = tested.measure();
      Report.progress(pass.line(side.name()));
      if (run >= 0) {
        passes.add(pass);
      }
    }
    passes.sort(Comparator.comparingDouble(Pass::cpuMicros));
    Pass median = passes.get(passes.size() / 2);
    String difference = tested.truth().difference(median.detections());
    System.out.println(
        String.format(
            Locale.ROOT,
            "%s%.0f %.3f %d %d %d %s",
            RESULT,
            median.rate(),
            median.cpuMicros(),
            median.heldMebibytes(),
            ProcessUsage.peakMebibytes(ProcessHandle.current().pid()),
            median.detections().total(),
            difference.isEmpty() ? "exact" : "WRONG, such as " + difference));
    return 0;
  }
}
