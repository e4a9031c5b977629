package org.ikewatch.app.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.ikewatch.app.catalogue.AuditTopic;
import org.ikewatch.ingest.catalogue.CatalogueLoader;
import org.ikewatch.ingest.host.HostDefaults;
import org.ikewatch.ingest.host.HostDirectory;
import org.ikewatch.ingest.replay.AuditReplay;
import org.ikewatch.ingest.replay.Replayed;
import org.ikewatch.schemas.AuditRecord;
import org.ikewatch.schemas.RecordKind;
import org.ikewatch.sink.siem.mapping.OcsfTunnel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Audit records in a form that a SIEM knows. */
@Command(
    name = "records",
    description = {
      "Print audit records as Tunnel Activity of OCSF, one JSON object a line: of audit files, or,",
      "without PATH, everything that stands on the audit topic."
    })
final class RecordsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ServiceOptions options;
  @Mixin private AuditFiles files;

  @Parameters(paramLabel = "PATH", arity = "0..*", description = "Audit files or directories.")
  private List<Path> paths = List.of();

  @Override
  public Integer call() {
    if (paths.isEmpty()) {
      Map<String, String> settings =
          options.settingsWith(ServiceOptions.BOOTSTRAP, ServiceOptions.REGISTRY);
      Map<String, String> consumer = ServiceOptions.kafka(settings);
      consumer.put("bootstrap.servers", settings.get(ServiceOptions.BOOTSTRAP));
      AuditTopic.read(consumer, ServiceOptions.registry(settings), RecordsCommand::print);
    } else {
      paths.forEach(path -> InputFile.requireReadable(spec, path));
      try (AuditReplay replay =
          new AuditReplay(
              CatalogueLoader.standard(),
              HostDirectory.empty(HostDefaults.UTC),
              RecordsCommand::print)) {
        files.read(replay, paths);
      }
    }
    return ExitCode.DONE;
  }

  private static void print(Replayed result) {
    if (result instanceof Replayed.Audited audited) {
      print(audited.record());
    }
  }

  private static void print(AuditRecord record) {
    if (record.getKind() == RecordKind.RECORD) {
      System.out.println(OcsfTunnel.line(record));
    }
  }
}
