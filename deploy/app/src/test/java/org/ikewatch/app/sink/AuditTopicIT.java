package org.ikewatch.app.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.ikewatch.app.broker.EmbeddedBroker;
import org.ikewatch.app.broker.TopicProvisioner;
import org.ikewatch.app.catalogue.AuditTopic;
import org.ikewatch.app.registry.EmbeddedSchemaRegistry;
import org.ikewatch.schemas.AuditRecord;
import org.ikewatch.schemas.AvroSerde;
import org.ikewatch.schemas.HttpSchemaRegistry;
import org.ikewatch.schemas.TopicSettings;
import org.ikewatch.schemas.Topics;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class AuditTopicIT {
  @TempDir private Path directory;
  private EmbeddedBroker broker;
  private EmbeddedSchemaRegistry registry;

  @BeforeEach
  void start() {
    broker = EmbeddedBroker.start(directory.resolve("kafka"), 0);
    TopicProvisioner.provision(broker.bootstrapServers(), TopicSettings.all(), 1);
    registry = EmbeddedSchemaRegistry.start(broker.bootstrapServers(), 0);
  }

  @AfterEach
  void stop() {
    registry.close();
    broker.close();
  }

  private HttpSchemaRegistry schemas() {
    return new HttpSchemaRegistry(URI.create(registry.url()));
  }

  private void publish(String... texts) {
    try (KafkaProducer<String, AuditRecord> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers()),
            new StringSerializer(),
            AvroSerde.forValue(AuditRecord.class, Topics.AUDIT, schemas()).serializer())) {
      for (String text : texts) {
        AuditRecord record =
            AuditRecord.newBuilder()
                .setHost("hpux042")
                .setSender("15.1.1.42")
                .setReceivedAt(Instant.EPOCH)
                .setEventTime(Instant.EPOCH)
                .setText(text)
                .build();
        Future<?> unused = producer.send(new ProducerRecord<>(Topics.AUDIT, 0, "hpux042", record));
      }
    }
  }

  /** What is handed over until there are so many; where it fails, the last of them are not safe. */
  private List<String> follow(int enough, boolean failing) {
    List<String> taken = new ArrayList<>();
    AuditTopic.follow(
        Map.of("bootstrap.servers", broker.bootstrapServers()),
        schemas(),
        "records",
        new AuditTopic.Follower() {
          private int safe;

          @Override
          public void take(AuditRecord record) {
            taken.add(record.getText());
          }

          @Override
          public boolean isSafe() {
            boolean more = failing ? taken.size() < enough : safe < enough;
            safe = taken.size();
            return more;
          }
        });
    return taken;
  }

  @Test
  void shouldGoOnAfterTheLastThatWasSafe() {
    // Given
    publish("a", "b");

    // When, Then
    assertThat(follow(2, true)).containsExactly("a", "b");
    assertThat(follow(2, false)).containsExactly("a", "b");
    publish("c");
    assertThat(follow(1, false)).containsExactly("c");
  }
}
