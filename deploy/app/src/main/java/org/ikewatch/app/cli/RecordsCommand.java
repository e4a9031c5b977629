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
import org.ikewatch.schemas.SchemaRegistry;
import org.ikewatch.sink.siem.mapping.OcsfTunnel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Audit records in a form that a SIEM knows. */
@Command(
    name = "records",
    description = {
      "Print audit records as Tunnel Activity of OCSF, one JSON object a line: of audit files, or,",
      "without PATH, everything that stands on the audit topic. With --group it goes on from where that",
      "consumer group stopped and follows the topic until nobody reads what it prints."
    })
final class RecordsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ServiceOptions options;
  @Mixin private AuditFiles files;

  @Option(
      names = "--group",
      paramLabel = "NAME",
      description =
          "Follow the topic as this consumer group; what was printed last may come twice.")
  private String group;

  @Parameters(paramLabel = "PATH", arity = "0..*", description = "Audit files or directories.")
  private List<Path> paths = List.of();

  @Override
  public Integer call() {
    if (paths.isEmpty()) {
      Map<String, String> settings =
          options.settingsWith(ServiceOptions.BOOTSTRAP, ServiceOptions.REGISTRY);
      Map<String, String> consumer = ServiceOptions.kafka(settings);
      consumer.put("bootstrap.servers", settings.get(ServiceOptions.BOOTSTRAP));
      SchemaRegistry registry = ServiceOptions.registry(settings);
      if (group == null) {
        AuditTopic.read(consumer, registry, RecordsCommand::print);
      } else {
        AuditTopic.follow(consumer, registry, group, new Output());
      }
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

  private static final class Output implements AuditTopic.Follower {
    @Override
    public void take(AuditRecord record) {
      print(record);
    }

    @Override
    public boolean isSafe() {
      System.out.flush();
      return !System.out.checkError();
    }
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
