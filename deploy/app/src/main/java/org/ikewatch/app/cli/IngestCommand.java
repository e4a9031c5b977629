package org.ikewatch.app.cli;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.Callable;
import org.ikewatch.app.operations.Health;
import org.ikewatch.app.operations.IngestHealth;
import org.ikewatch.app.operations.OperationsServer;
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
    PrometheusMeterRegistry meters = OperationsServer.meters();
    Ingestor ingestor =
        Ingestor.start(config, ServiceOptions.registry(settings), meters, Clock.systemUTC());
    return ServiceOptions.runUntilStopped(
        ingestor, "ingest.http.listen", config.http(), meters, () -> health(ingestor));
  }

  private static Health health(Ingestor ingestor) {
    return ingestor.publisherState().map(IngestHealth::of).orElse(Health.STARTING);
  }

  private static Path spool() {
    String data = System.getenv().getOrDefault("IKEWATCH_DATA", ".ikewatch");
    return Path.of(data).toAbsolutePath().normalize().resolve("ingest").resolve("spool");
  }
}
