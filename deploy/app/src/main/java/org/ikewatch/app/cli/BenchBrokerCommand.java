package org.ikewatch.app.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.ikewatch.app.broker.EmbeddedBroker;
import org.ikewatch.app.broker.TopicProvisioner;
import org.ikewatch.app.registry.EmbeddedSchemaRegistry;
import org.ikewatch.schemas.TopicSettings;
import org.ikewatch.schemas.Topics;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A broker and a registry in a process of their own, for whoever is measured. */
@Command(name = "broker", description = "Run the embedded broker and registry and nothing else.")
final class BenchBrokerCommand implements Callable<Integer> {
  @Option(names = "--data", required = true, description = "Where they keep everything.")
  private Path data;

  @Option(names = "--kafka-port", defaultValue = "0", description = "Kafka's port.")
  private int kafkaPort;

  @Option(names = "--registry-port", defaultValue = "0", description = "The registry's port.")
  private int registryPort;

  @Option(names = "--topic", description = "A further topic, with as many partitions as audit has.")
  private List<String> topics = new ArrayList<>();

  @Override
  public Integer call() throws Exception {
    Logs.toOutput();
    EmbeddedBroker broker = EmbeddedBroker.start(data.resolve("kafka"), kafkaPort);
    TopicProvisioner.provision(broker.bootstrapServers(), wanted(), 1);
    EmbeddedSchemaRegistry registry =
        EmbeddedSchemaRegistry.start(broker.bootstrapServers(), registryPort);
    System.out.println("ready");
    return ServiceOptions.runUntilStopped(
        () -> {
          registry.close();
          broker.close();
        });
  }

  private List<TopicSettings> wanted() {
    List<TopicSettings> wanted = new ArrayList<>(TopicSettings.all());
    TopicSettings audit =
        wanted.stream().filter(one -> one.name().equals(Topics.AUDIT)).findFirst().orElseThrow();
    for (String topic : topics) {
      wanted.add(new TopicSettings(topic, audit.partitions(), audit.cleanup(), audit.retention()));
    }
    return wanted;
  }
}
