package org.ikewatch.app.cli;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.ikewatch.app.operations.OperationsServer;
import org.ikewatch.app.operations.SinkHealth;
import org.ikewatch.ingest.ListenAddress;
import org.ikewatch.schemas.HttpSchemaRegistry;
import org.ikewatch.sink.SinkService;
import org.ikewatch.sink.SinkServiceConfig;
import org.ikewatch.sink.siem.opensearch.IndexTemplate;
import org.ikewatch.sink.siem.opensearch.OpenSearchConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The sink as it runs in production. */
@Command(
    name = "sink",
    description = "Read incidents from Kafka, deliver them to databases, files and SIEMs.")
final class SinkCommand implements Callable<Integer> {
  @Mixin private ServiceOptions options;

  @Command(
      name = "template",
      mixinStandardHelpOptions = true,
      description = {
        "Print the index template that gives the fields of an index of OpenSearch or Elasticsearch their",
        "types, for where the sink itself may not put it there (sink.NAME.template=false):",
        "curl -X PUT -H 'Content-Type: application/json' --data-binary @- URL/_index_template/INDEX"
      })
  int template(
      @Option(
              names = "--index",
              defaultValue = "ikewatch-incidents",
              description = "The index it is for (default: ${DEFAULT-VALUE}).")
          String index) {
    System.out.print(IndexTemplate.of(OpenSearchConfig.indexName(index)));
    return ExitCode.DONE;
  }

  @Override
  public Integer call() throws InterruptedException {
    SinkServiceConfig config = SinkServiceConfig.from(options.settings());
    Logs.toOutput();
    PrometheusMeterRegistry meters = OperationsServer.meters();
    SinkService service =
        SinkService.start(
            config, new HttpSchemaRegistry(config.schemaRegistryUrl()), meters, Clock.systemUTC());
    return ServiceOptions.runUntilStopped(
        service,
        "sink.http.listen",
        ListenAddress.parse(config.http()),
        meters,
        () -> SinkHealth.of(service.states()));
  }
}
