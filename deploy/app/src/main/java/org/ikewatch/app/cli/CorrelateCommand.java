package org.ikewatch.app.cli;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.Callable;
import org.ikewatch.app.operations.CorrelateHealth;
import org.ikewatch.app.operations.CorrelateMetrics;
import org.ikewatch.app.operations.OperationsServer;
import org.ikewatch.ingest.ListenAddress;
import org.ikewatch.streams.CorrelateSettings;
import org.ikewatch.streams.Correlator;
import org.ikewatch.streams.CorrelatorConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The correlator as it runs in production. */
@Command(name = "correlate", description = "Read audit records from Kafka, publish incidents.")
final class CorrelateCommand implements Callable<Integer> {
  @Mixin private ServiceOptions options;

  @Override
  public Integer call() throws InterruptedException {
    Map<String, String> settings = options.settings();
    CorrelatorConfig config = CorrelateSettings.read(settings, ServiceOptions.kafka(settings));
    Logs.toOutput();
    Correlator correlator = Correlator.start(config, ServiceOptions.registry(settings));
    PrometheusMeterRegistry meters = OperationsServer.meters();
    CorrelateMetrics.bind(meters, correlator, Clock.systemUTC());
    return ServiceOptions.runUntilStopped(
        correlator,
        "correlate.http.listen",
        ListenAddress.parse(config.http()),
        meters,
        () -> CorrelateHealth.of(correlator));
  }
}
