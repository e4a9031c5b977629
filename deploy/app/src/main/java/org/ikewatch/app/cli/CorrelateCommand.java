package org.ikewatch.app.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.ikewatch.streams.Correlator;
import org.ikewatch.streams.CorrelatorConfig;
import org.ikewatch.streams.host.CorrelationConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The correlator as it runs in production. */
@Command(name = "correlate", description = "Read audit records from Kafka, publish incidents.")
final class CorrelateCommand implements Callable<Integer> {
  @Mixin private ServiceOptions options;

  @Override
  public Integer call() throws InterruptedException {
    Map<String, String> settings =
        options.settingsWith(
            ServiceOptions.BOOTSTRAP, ServiceOptions.REGISTRY, "correlate.state.directory");
    CorrelatorConfig config =
        new CorrelatorConfig(
            settings.get(ServiceOptions.BOOTSTRAP),
            Path.of(settings.get("correlate.state.directory")),
            ServiceOptions.number(settings, "correlate.threads", 2),
            ServiceOptions.number(settings, "correlate.replication.factor", 3),
            CorrelationConfig.DEFAULT,
            ServiceOptions.kafka(settings));
    Logs.toOutput();
    return ServiceOptions.runUntilStopped(
        Correlator.start(config, ServiceOptions.registry(settings)));
  }
}
