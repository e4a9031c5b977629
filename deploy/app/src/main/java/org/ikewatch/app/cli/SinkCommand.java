package org.ikewatch.app.cli;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import org.ikewatch.sink.Sink;
import org.ikewatch.sink.SinkConfig;
import org.ikewatch.sink.store.Database;
import org.ikewatch.sink.store.IncidentTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The sink as it runs in production. */
@Command(name = "sink", description = "Read incidents from Kafka, write them to the database.")
final class SinkCommand implements Callable<Integer> {
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  @Mixin private ServiceOptions options;

  @Override
  public Integer call() throws InterruptedException {
    Map<String, String> settings =
        options.settingsWith(
            ServiceOptions.BOOTSTRAP, ServiceOptions.REGISTRY, "sink.database.url");
    SinkConfig config =
        new SinkConfig(
            settings.get(ServiceOptions.BOOTSTRAP), RETRY_AFTER, ServiceOptions.kafka(settings));
    Logs.toOutput();
    Database database =
        Database.open(
            settings.get("sink.database.url"),
            settings.getOrDefault("sink.database.user", ""),
            settings.getOrDefault("sink.database.password", ""));
    Sink sink = Sink.start(config, ServiceOptions.registry(settings), new IncidentTable(database));
    return ServiceOptions.runUntilStopped(
        () -> {
          sink.close();
          database.close();
        });
  }
}
