package org.ikewatch.app.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.ikewatch.schemas.TopicSettings;
import org.ikewatch.schemas.Topics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerIT {
  private static final List<TopicSettings> TOPICS = TopicSettings.all();

  @TempDir private Path data;

  @Test
  void shouldKeepItsDataOverARestart() throws Exception {
    // Given
    try (EmbeddedBroker broker = EmbeddedBroker.start(data, 0)) {
      TopicProvisioner.provision(broker.bootstrapServers(), TOPICS, 1);
      produce(broker, "hpux042", "before the restart");
    }

    // When
    try (EmbeddedBroker broker = EmbeddedBroker.start(data, 0)) {

      // Then
      assertThat(firstOf(broker, Topics.REJECTS)).isEqualTo("before the restart");
      assertThat(TopicProvisioner.provision(broker.bootstrapServers(), TOPICS, 1)).isEmpty();
    }
  }

  @Test
  void shouldMakeTheTopicsOnceWithTheirSettings() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(data, 0);
        Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      // Given
      TopicProvisioner provisioner = new TopicProvisioner(admin);

      // When
      Set<String> first = provisioner.provision(TOPICS, 1);
      Set<String> second = provisioner.provision(TOPICS, 1);

      // Then
      assertThat(first)
          .containsExactlyInAnyOrder(
              Topics.AUDIT,
              Topics.REJECTS,
              Topics.INVENTORY,
              Topics.INCIDENTS,
              Topics.DELIVERIES,
              Topics.DEADLETTERS);
      assertThat(second).isEmpty();
      assertThat(admin.describeTopics(first).allTopicNames().get().get(Topics.AUDIT).partitions())
          .hasSize(12);
      var incidents = new ConfigResource(ConfigResource.Type.TOPIC, Topics.INCIDENTS);
      assertThat(
              admin
                  .describeConfigs(List.of(incidents))
                  .all()
                  .get()
                  .get(incidents)
                  .get("cleanup.policy")
                  .value())
          .isEqualTo("compact,delete");
    }
  }

  @Test
  void shouldNameThePortThatIsInUse() throws Exception {
    // Given
    try (ServerSocket other =
        new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {

      // When / Then
      assertThatThrownBy(() -> EmbeddedBroker.start(data, other.getLocalPort()))
          .isInstanceOf(EmbeddedStartException.class)
          .hasMessageContaining("127.0.0.1:" + other.getLocalPort())
          .hasMessageContaining("choose another port");
    }
  }

  @Test
  void shouldNameTheDirectoryThatIsNoDirectory() throws Exception {
    // Given
    Path file = Files.writeString(data.resolve("file"), "not a directory");

    // When / Then
    assertThatThrownBy(() -> EmbeddedBroker.start(file, 0))
        .isInstanceOf(EmbeddedStartException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("choose another directory");
  }

  @Test
  void shouldRefuseADirectoryThatAnotherBrokerUses() {
    // Given
    try (EmbeddedBroker running = EmbeddedBroker.start(data, 0)) {

      // When / Then
      assertThatThrownBy(() -> EmbeddedBroker.start(data, 0))
          .isInstanceOf(EmbeddedStartException.class)
          .hasMessageContaining("another embedded broker is using the data directory " + data);
      assertThat(running.bootstrapServers()).startsWith("127.0.0.1:");
    }
  }

  private static void produce(EmbeddedBroker broker, String key, String value) throws Exception {
    try (var producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers(), "acks", "all"),
            new StringSerializer(),
            new StringSerializer())) {
      producer.send(new ProducerRecord<>(Topics.REJECTS, key, value)).get();
    }
  }

  private static String firstOf(EmbeddedBroker broker, String topic) {
    try (var consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers(), "auto.offset.reset", "earliest"),
            new StringDeserializer(),
            new StringDeserializer())) {
      consumer.assign(List.of(new TopicPartition(topic, 0)));
      return consumer.poll(Duration.ofSeconds(20)).iterator().next().value();
    }
  }
}
