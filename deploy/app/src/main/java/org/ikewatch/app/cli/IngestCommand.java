package org.ikewatch.app.cli;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.Callable;
import org.ikewatch.ingest.IngestConfig;
import org.ikewatch.ingest.Ingestor;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The ingestor as it runs in production. */
@Command(name = "ingest", description = "Receive syslog and publish audit records to Kafka.")
final class IngestCommand implements Callable<Integer> {
  @Mixin private ServiceOptions options;

  @Override
  public Integer call() throws InterruptedException {
    Map<String, String> settings =
        options.settingsWith(ServiceOptions.BOOTSTRAP, ServiceOptions.REGISTRY);
    // Records of a fleet are worth a directory also where nobody has thought of one.
    settings.putIfAbsent("ingest.spool.dir", spool().toString());
    IngestConfig config = IngestConfig.from(settings);
    Logs.toOutput();
    return ServiceOptions.runUntilStopped(
        Ingestor.start(
            config,
            ServiceOptions.registry(settings),
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
            Clock.systemUTC()));
  }

  private static Path spool() {
    String data = System.getenv().getOrDefault("IKEWATCH_DATA", ".ikewatch");
    return Path.of(data).toAbsolutePath().normalize().resolve("ingest").resolve("spool");
  }
}
