package org.ikewatch.app.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Callable;
import org.ikewatch.app.print.IncidentText;
import org.ikewatch.app.replay.Case;
import org.ikewatch.app.replay.CaseCheck;
import org.ikewatch.app.replay.Replay;
import org.ikewatch.ingest.host.HostDefaults;
import org.ikewatch.ingest.host.HostDirectory;
import org.ikewatch.ingest.inventory.InventoryFile;
import org.ikewatch.ingest.replay.AuditReplay;
import org.ikewatch.ingest.replay.Replayed;
import org.ikewatch.schemas.Incident;
import org.ikewatch.schemas.IncidentJson;
import org.ikewatch.schemas.RejectedInput;
import org.ikewatch.streams.host.CorrelationConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Gives the verdicts on audit files, without a broker. */
@Command(
    name = "replay",
    description = {
      "Give the verdicts on audit files, by the same topology as live and without a broker.",
      "A directory's sub-directories are hosts; a file's host is --host, else its base name."
    })
final class ReplayCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--inventory", description = "Host profiles (YAML): zones, products, addresses.")
  private Path inventory;

  @Option(
      names = "--format",
      defaultValue = "text",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Format format;

  @Option(
      names = "--check",
      description =
          "The paths are cases (YAML): check that each comes to the incidents it expects.")
  private boolean check;

  @Mixin private AuditFiles files;

  @Parameters(arity = "1..*", paramLabel = "PATH", description = "Audit files or directories.")
  private List<Path> paths;

  private final PrintStream out = System.out;
  private long rejects;

  @Override
  public Integer call() {
    paths.forEach(path -> InputFile.requireReadable(spec, path));
    if (inventory != null) {
      InputFile.requireReadable(spec, inventory);
    }
    if (check) {
      return checkCases();
    }
    List<Incident> incidents = replay();
    IncidentJson json = new IncidentJson();
    for (Incident incident : incidents) {
      out.println(format == Format.json ? json.line(incident) : IncidentText.of(incident));
    }
    out.flush();
    if (rejects > 0) {
      spec.commandLine()
          .getErr()
          .println(
              rejects == 1
                  ? "1 line was no audit record"
                  : rejects + " lines were no audit records");
    }
    return ExitCode.DONE;
  }

  private int checkCases() {
    CaseCheck checker = new CaseCheck();
    boolean allHold = true;
    for (Path path : paths) {
      for (Path file : AuditFiles.below(path)) {
        List<String> differences = checker.differences(Case.read(file));
        out.println((differences.isEmpty() ? "holds  " : "FAILS  ") + file);
        differences.forEach(difference -> out.println("  " + difference));
        allHold &= differences.isEmpty();
      }
    }
    return allHold ? ExitCode.DONE : ExitCode.FINDING;
  }

  private List<Incident> replay() {
    HostDirectory hosts =
        inventory == null
            ? HostDirectory.empty(new HostDefaults(ZoneId.of("UTC"), ""))
            : InventoryFile.read(inventory).directory();
    Replay replay = new Replay(CorrelationConfig.DEFAULT);
    try (AuditReplay reader = new AuditReplay(hosts, output -> take(replay, output))) {
      files.read(reader, paths);
    }
    return replay.incidents();
  }

  private void take(Replay replay, Replayed replayed) {
    if (replayed instanceof Replayed.Audited audited) {
      replay.feed(audited.record());
    } else if (replayed instanceof Replayed.Rejected rejected) {
      rejects++;
      explain(rejected.input());
    }
  }

  private void explain(RejectedInput input) {
    if (rejects <= 5) {
      spec.commandLine()
          .getErr()
          .println("rejected: " + input.getReason() + " in " + input.getSender());
    }
  }
}
