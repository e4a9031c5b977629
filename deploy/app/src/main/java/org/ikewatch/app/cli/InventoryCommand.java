package org.ikewatch.app.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.ikewatch.ingest.inventory.Inventory;
import org.ikewatch.ingest.inventory.InventoryFile;
import org.ikewatch.schemas.AvroSerde;
import org.ikewatch.schemas.HostProfile;
import org.ikewatch.schemas.Topics;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Host profiles: their check, and their way to the compacted topic. */
@Command(
    name = "inventory",
    description = "Check host profiles, or publish them.",
    synopsisSubcommandLabel = "(validate | apply)")
final class InventoryCommand {
  @Spec private CommandSpec spec;

  @Command(
      name = "validate",
      mixinStandardHelpOptions = true,
      description = "Check a file and name every error with its line.")
  int validate(@Parameters(paramLabel = "FILE") Path file) {
    InputFile.requireReadable(spec, file);
    System.out.println(InventoryFile.read(file).hosts().size() + " hosts, no errors");
    return ExitCode.DONE;
  }

  @Command(
      name = "apply",
      mixinStandardHelpOptions = true,
      description = "Publish a file's profiles to the inventory topic; nothing, if one is wrong.")
  int apply(@Mixin ServiceOptions options, @Parameters(paramLabel = "FILE") Path file)
      throws InterruptedException, ExecutionException {
    InputFile.requireReadable(spec, file);
    Inventory inventory = InventoryFile.read(file);
    Map<String, String> settings =
        options.settingsWith(ServiceOptions.BOOTSTRAP, ServiceOptions.REGISTRY);
    AvroSerde<HostProfile> serde =
        AvroSerde.forValue(HostProfile.class, Topics.INVENTORY, ServiceOptions.registry(settings));
    Map<String, Object> producerSettings = new HashMap<>(ServiceOptions.kafka(settings));
    producerSettings.put("bootstrap.servers", settings.get(ServiceOptions.BOOTSTRAP));
    producerSettings.put("acks", "all");
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            producerSettings, new ByteArraySerializer(), new ByteArraySerializer())) {
      List<Future<RecordMetadata>> sent = new ArrayList<>();
      for (HostProfile host : inventory.hosts()) {
        byte[] key = host.getName().getBytes(StandardCharsets.UTF_8);
        sent.add(producer.send(new ProducerRecord<>(Topics.INVENTORY, key, serde.toBytes(host))));
      }
      for (Future<RecordMetadata> one : sent) {
        one.get();
      }
    }
    System.out.println(inventory.hosts().size() + " hosts applied");
    return ExitCode.DONE;
  }
}
