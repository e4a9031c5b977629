package org.ikewatch.app.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.ikewatch.app.catalogue.AuditTopic;
import org.ikewatch.app.catalogue.Coverage;
import org.ikewatch.app.catalogue.RecordText;
import org.ikewatch.ingest.audit.Catalogue;
import org.ikewatch.ingest.audit.Match;
import org.ikewatch.ingest.catalogue.CatalogueLoader;
import org.ikewatch.ingest.host.HostDefaults;
import org.ikewatch.ingest.host.HostDirectory;
import org.ikewatch.ingest.replay.AuditReplay;
import org.ikewatch.ingest.replay.Replayed;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** What the message catalogue makes of texts, and what it does not know. */
@Command(
    name = "catalogue",
    description = "Show how a line is understood, or which texts are not.",
    synopsisSubcommandLabel = "(test | coverage)")
final class CatalogueCommand {
  private static final HostDirectory NO_INVENTORY = HostDirectory.empty(HostDefaults.UTC);

  @Spec private CommandSpec spec;

  @Option(
      names = "--catalogue",
      scope = ScopeType.INHERIT,
      paramLabel = "FILE",
      description = "Further entries (YAML), as in ingest.catalogue.file.")
  private Path file;

  @Command(
      name = "test",
      mixinStandardHelpOptions = true,
      description = {
        "Show how lines are understood: syslog messages or plain audit text, in their order.",
        "Ends with 1 where one is rejected or has an unknown text."
      })
  int test(
      @Parameters(paramLabel = "LINE", arity = "1..*", description = "Each line an argument.")
          List<String> lines) {
    List<Replayed> results = new ArrayList<>();
    try (AuditReplay replay = new AuditReplay(catalogue(), NO_INVENTORY, results::add)) {
      replay.syslogLines("sender", "line", lines);
    }
    results.forEach(result -> System.out.println(RecordText.of(result)));
    return results.stream().allMatch(CatalogueCommand::isUnderstood)
        ? ExitCode.DONE
        : ExitCode.FINDING;
  }

  @Command(
      name = "coverage",
      mixinStandardHelpOptions = true,
      description = {
        "List the commonest texts that the catalogue does not know, with their counts: of audit files,",
        "or, without PATH, of everything that stands on the audit topic."
      })
  int coverage(
      @Mixin ServiceOptions options,
      @Mixin AuditFiles files,
      @Option(names = "--most", defaultValue = "20", description = "How many are listed.") int most,
      @Parameters(paramLabel = "PATH", arity = "0..*", description = "Audit files or directories.")
          List<Path> paths) {
    Coverage coverage = new Coverage();
    if (paths == null || paths.isEmpty()) {
      Map<String, String> settings =
          options.settingsWith(ServiceOptions.BOOTSTRAP, ServiceOptions.REGISTRY);
      Map<String, String> consumer = ServiceOptions.kafka(settings);
      consumer.put("bootstrap.servers", settings.get(ServiceOptions.BOOTSTRAP));
      AuditTopic.read(consumer, ServiceOptions.registry(settings), coverage::note);
    } else {
      paths.forEach(path -> InputFile.requireReadable(spec, path));
      try (AuditReplay replay =
          new AuditReplay(
              catalogue(),
              NO_INVENTORY,
              result -> {
                if (result instanceof Replayed.Audited audited) {
                  coverage.note(audited.record());
                }
              })) {
        files.read(replay, paths);
      }
    }
    coverage.report(most).forEach(System.out::println);
    return ExitCode.DONE;
  }

  private Catalogue catalogue() {
    return file == null ? CatalogueLoader.standard() : CatalogueLoader.standardWith(file);
  }

  private static boolean isUnderstood(Replayed result) {
    return result instanceof Replayed.Audited audited
        && !audited.record().getSignal().equals(Match.UNKNOWN_TEXT);
  }
}
